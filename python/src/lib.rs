//! The native half of the Python package `onrecord`: texts go in as JSON, what was found comes out as JSON. `onrecord/__init__.py` makes
//! Python of it. The interpreter's lock is released while anything is read or analysed.

use onrecord::{Editors, Level, Problems, Workspace, answers, cli, tables};

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;

/// What articles are read with: the settings of an archive and its people and topics, or the defaults.
#[pyclass(frozen)]
struct Reader {
    editors: Editors,
    pool: Option<rayon::ThreadPool>,
    /// What was wrong with the archive's files, as JSON.
    #[pyo3(get)]
    problems: String,
}

#[pymethods]
impl Reader {
    /// `archive` is the folder of an archive, `settings` the text of a book.toml that takes the place of the archive's.
    #[new]
    #[pyo3(signature = (archive=None, settings=None, threads=None))]
    fn new(archive: Option<PathBuf>, settings: Option<&str>, threads: Option<usize>) -> PyResult<Reader> {
        if let Some(folder) = archive.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(PyOSError::new_err(format!("`{}` is not a folder", folder.display())));
        }
        let mut problems = Problems::default();
        let editors = onrecord::editors_of(archive.as_deref(), settings, &mut problems);
        let pool = threads
            .map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build())
            .transpose()
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(Reader { editors, pool, problems: json(&problems) })
    }

    /// The answer to each line that is not blank, in their order. `first` is the number of the first one.
    fn answers(&self, py: Python<'_>, lines: Vec<String>, first: u64) -> Vec<String> {
        py.detach(|| match &self.pool {
            Some(pool) => pool.install(|| self.answer_all(&lines, first)),
            None => self.answer_all(&lines, first),
        })
    }
}

impl Reader {
    fn answer_all(&self, lines: &[String], first: u64) -> Vec<String> {
        let batch = onrecord::batch_size(lines.len(), rayon::current_num_threads());
        let numbered = (first..).zip(lines.iter().map(|line| line.trim_ascii().as_bytes()));
        let numbered: Vec<(u64, &[u8])> = numbered.filter(|(_, line)| !line.is_empty()).collect();
        let answers = numbered.par_chunks(batch).flat_map_iter(|lines| answers(lines.iter().copied(), &self.editors));
        answers.map(|(answer, _)| answer).collect()
    }
}

/// The tables of an archive: its problems as JSON, then the rows of each table by name, as JSON lines.
#[pyfunction]
fn read_archive(py: Python<'_>, root: PathBuf) -> PyResult<(String, Vec<(String, String)>)> {
    py.detach(|| {
        let workspace = Workspace::open(&root)
            .map_err(|error| PyOSError::new_err(format!("cannot open `{}`: {error}", root.display())))?;
        let (mut problems, tables) =
            workspace.survey_with(|built, _| (built.problems.clone(), tables(&built.archive, &workspace.input)));
        problems.extend(workspace.problems.clone());
        let tables: Result<Vec<_>, _> =
            tables.into_iter().map(|(name, rows)| String::from_utf8(rows).map(|rows| (name, rows))).collect();
        let tables = tables.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok((json(&problems.sorted()), tables))
    })
}

/// Runs the command line; gives the exit status.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<String>) -> u8 {
    py.detach(|| cli::status(cli::run(arguments)))
}

/// Problems as a JSON array: what needs a look, not what is only worth knowing.
fn json(problems: &Problems) -> String {
    let told = problems.0.iter().filter(|problem| problem.level <= Level::Warning);
    serde_json::Value::Array(told.map(cli::problem).collect()).to_string()
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Reader>()?;
    module.add_function(wrap_pyfunction!(read_archive, module)?)?;
    module.add_function(wrap_pyfunction!(main, module)?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
