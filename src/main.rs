//! Arguments in, exit status out.

/// Builds make many small strings: mimalloc is a good deal quicker at that than the system.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    onrecord::cli::main()
}
