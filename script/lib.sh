# Shared by the commands in this folder; sourced, never run.
# shellcheck shell=bash
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
FONTS="$ROOT/var/fonts"

# Everything the programs and their tests need from Debian 12. Kivy's wheel brings its own SDL, which
# opens the X and GL libraries at run time; OpenCV wants GLib; pyzbar loads libzbar by name.
APT_PACKAGES=(
    ca-certificates git
    libegl1 libgl1 libgl1-mesa-dri libgles2 libglib2.0-0
    libx11-6 libxcursor1 libxext6 libxfixes3 libxi6 libxrandr2
    libzbar0 fonts-noto-cjk
    xvfb xdotool systemd
)

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "This needs root and there is no sudo. As root, run: $*"
    fi
}

# Prints those of its arguments that are not installed, one a line.
missing_packages() {
    local installed
    # A package dpkg has never heard of is an error exit and a gap in the list; the gap is what counts.
    installed="$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p' || true)"
    comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$installed")
}

install_packages() {
    local -a missing
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "Installing Debian packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
}

# The set-up's own output never reaches stdout: commands with --json keep theirs clean.
bootstrap() { "$ROOT/script/bootstrap" 1>&2; }
