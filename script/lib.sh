# Shared by the commands in this folder; sourced, never run.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
# The programs are started hundreds of times: none of them compiles itself anew.
unset PYTHONDONTWRITEBYTECODE

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
FONTS="$ROOT/var/fonts"
LEXICON="$ROOT/var/lexicon/pinyin.sqlite"

# What the programs need from Debian 12. Kivy's wheel brings its own SDL, which opens the X and GL libraries
# at run time; OpenCV wants GLib; pyzbar and pyusb load theirs by name. Speech is made, unpacked and played by
# programs of their own.
RUNTIME_PACKAGES=(
    ca-certificates
    libegl1 libgl1 libgl1-mesa-dri libgles2 libglib2.0-0
    libx11-6 libxcursor1 libxext6 libxfixes3 libxi6 libxrandr2 libxtst6
    libzbar0 libusb-1.0-0 fonts-noto-cjk fonts-babelstone-han
    espeak-ng opus-tools alsa-utils
    # Dictionaries, read once by `kiosk-library lexicon` (docs/adr/0091).
    rime-data-pinyin-simp python3-jieba
)
# An installed terminal: its own X server, Python.
TERMINAL_PACKAGES=(
    "${RUNTIME_PACKAGES[@]}"
    python3 python3-venv systemd udev
    xserver-xorg-core xserver-xorg-input-libinput
)
# A checkout: the programs and their tests.
APT_PACKAGES=("${RUNTIME_PACKAGES[@]}" git xvfb xdotool systemd shellcheck faketime)
# What the benchmarks stand beside, installed only when asked for (script/bench --chromium).
CHROMIUM_PACKAGES=(chromium chromium-headless-shell)
# A machine in a container, and a display for it (script/test-appliance).
APPLIANCE_PACKAGES=(systemd-container debootstrap dpkg-dev iproute2 openssl)

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

as_root() {
    # Descriptor 9 is the set-up's lock: nothing started here may hold it for longer.
    if [ "$(id -u)" -eq 0 ]; then
        "$@" 9>&-
    elif command -v sudo >/dev/null; then
        sudo "$@" 9>&-
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

# Whether the folder named holds all that script/fonts.py puts there.
have_fonts() {
    local file
    for file in NotoSansCJKsc-Regular.otf NotoSansCJKsc-Bold.otf BabelStoneHan.ttf; do
        [ -s "$1/$file" ] || return 1
    done
}

# The set-up's own output never reaches stdout: commands with --json keep theirs clean.
bootstrap() { "$ROOT/script/bootstrap" 1>&2; }

# A folder of this run's own, on a real file system (fsync must mean something), with a short path
# (a Unix socket's has at most 107 bytes). Gone when the run ends, and the display with it.
open_workspace() {
    local base=/var/tmp
    [ -w "$base" ] && [ "$(stat -f -c %T "$base")" != tmpfs ] || base="$ROOT/var"
    WORKSPACE="$(mktemp -d "$base/kt.XXXXXX")"
    XVFB_PIDS=()
    trap close_workspace EXIT
    export TMPDIR="$WORKSPACE" KIVY_HOME="$WORKSPACE/kivy"
}

close_workspace() {
    local pid
    for pid in "${XVFB_PIDS[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$WORKSPACE"
}

# An X server for this run alone, big enough for a standing and a lying screen; GL in software. Each call
# opens another and makes it the one that is used.
open_display() {
    local number="" ready="$WORKSPACE/display-${#XVFB_PIDS[@]}"
    mkfifo "$ready"
    setpriv --pdeathsig TERM Xvfb -displayfd 3 -screen 0 1920x1920x24 -nolisten tcp -noreset \
        3>"$ready" 2>"$WORKSPACE/xvfb.log" &
    XVFB_PIDS+=($!)
    # End of file without a number means that it died; -t only guards against one that hangs.
    read -r -t 60 number <"$ready" || true
    [ -n "$number" ] || die "Xvfb did not start: $(cat "$WORKSPACE/xvfb.log")"
    unset WAYLAND_DISPLAY
    export DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1
}
