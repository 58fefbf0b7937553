#!/bin/sh
# Installs the onrecord command from a release: sh install.sh [VERSION] [FOLDER]
# VERSION is the newest if it is not given, FOLDER is ~/.local/bin. What is downloaded is compared with the checksums of the release.
set -eu

repository="${ONRECORD_REPOSITORY:-}"
version="${1:-latest}"
folder="${2:-$HOME/.local/bin}"

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

[ -n "$repository" ] || fail "set ONRECORD_REPOSITORY to the address of the repository that has the release"
case "$(uname -s)-$(uname -m)" in
Linux-x86_64) target=x86_64-unknown-linux-musl ;;
Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
Darwin-x86_64) target=x86_64-apple-darwin ;;
Darwin-arm64) target=aarch64-apple-darwin ;;
*) fail "there is no release for $(uname -s) on $(uname -m); with Rust: cargo install --git $repository" ;;
esac

if command -v curl > /dev/null; then
    get() { curl -fsSL --retry 2 "$1" -o "$2"; }
elif command -v wget > /dev/null; then
    get() { wget -q "$1" -O "$2"; }
else
    fail "neither curl nor wget is there"
fi
if command -v sha256sum > /dev/null; then
    check() { sha256sum -c - > /dev/null; }
else
    check() { shasum -a 256 -c - > /dev/null; }
fi

if [ "$version" = latest ]; then
    releases="$repository/releases/latest/download"
else
    releases="$repository/releases/download/v${version#v}"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
get "$releases/SHA256SUMS" SHA256SUMS || fail "cannot load $releases/SHA256SUMS"
archive=$(awk -v end="-$target.tar.gz" 'substr($2, length($2) - length(end) + 1) == end { print $2 }' SHA256SUMS)
[ -n "$archive" ] || fail "this release has no archive for $target"
get "$releases/$archive" "$archive" || fail "cannot load $releases/$archive"
grep -F "  $archive" SHA256SUMS | check || fail "$archive is not what the release says it is; nothing was installed"
tar -xzf "$archive"
mkdir -p "$folder"
# In one step, so that a command that is at work goes on with the old one.
cp "${archive%.tar.gz}/onrecord" "$folder/.onrecord.new"
chmod 755 "$folder/.onrecord.new"
mv "$folder/.onrecord.new" "$folder/onrecord"
echo "installed $("$folder/onrecord" --version) in $folder"
case ":$PATH:" in
*":$folder:"*) ;;
*) echo "add $folder to PATH to call it by its name" ;;
esac
