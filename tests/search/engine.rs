//! Runs the search scripts in a JavaScript engine of our own, so that the tests need neither a browser nor Node.js.

use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, Context, Ctx, Function, Promise, Runtime};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The scripts that a search page loads, in its order, without the one that needs a page.
const SCRIPTS: [&str; 4] = ["words", "query", "index", "engine"];

/// What the engine answers to a request, on the index of a site.
pub(crate) fn answer(site: &Path, request: &Value) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let runtime = Runtime::new().expect("there is memory for an engine");
    let context = Context::full(&runtime).expect("there is memory for a context");
    let search = site.join("search");
    let answer = context.with(|ctx| {
        let answered = || -> rquickjs::Result<String> {
            for name in SCRIPTS {
                run(&ctx, &root.join(format!("static/search/{name}.js")))?;
            }
            let evaluate = Function::new(ctx.clone(), move |ctx: Ctx<'_>, name: String| {
                run(&ctx, &search.join(format!("{name}.js")))
            })?;
            ctx.globals().set("evaluate", evaluate)?;
            run(&ctx, &root.join("tests/search/engine.js"))?;
            let answer: Function<'_> = ctx.globals().get("answer")?;
            answer.call::<_, Promise<'_>>((request.to_string(),))?.finish()
        };
        answered().catch(&ctx).unwrap_or_else(|error| panic!("the engine failed: {error}"))
    });
    serde_json::from_str(&answer).expect("the engine answers in JSON")
}

/// Runs a classic script, as a page would.
fn run(ctx: &Ctx<'_>, path: &Path) -> rquickjs::Result<()> {
    let script = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(path.display().to_string());
    ctx.eval_with_options(script, options)
}
