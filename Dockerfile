# The command alone, as a static program in an empty image:
#   docker build -t onrecord .
#   docker run --rm -v "$PWD:/archive" --user "$(id -u):$(id -g)" onrecord build
FROM rust:1-bookworm AS builder
RUN apt-get update && apt-get install -y --no-install-recommends musl-tools && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN target="$(uname -m)-unknown-linux-musl" \
    && rustup target add "$target" \
    && cargo build --release --locked --features sqlite,parquet,cards --target "$target" \
    && cp "target/$target/release/onrecord" /onrecord

FROM scratch
COPY --from=builder /onrecord /onrecord
COPY LICENSE-MIT LICENSE-APACHE /
WORKDIR /archive
# Nobody in particular; --user gives what is written to somebody.
USER 65534:65534
ENTRYPOINT ["/onrecord"]
CMD ["--help"]
