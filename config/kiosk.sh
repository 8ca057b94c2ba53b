#!/bin/sh
# The kiosk command of an installed terminal: the release in use and its configuration, as the screen's user
# when root types it. Installed as /usr/bin/kiosk; units name the program itself.
set -eu
set -- /usr/lib/kiosk/bin/kiosk --config /etc/kiosk/kiosk.toml "$@"
case "$(id -un)" in
root)
    export HOME=/var/lib/kiosk-ui
    exec setpriv --reuid=kiosk-ui --regid=kiosk --init-groups "$@"
    ;;
kiosk-*) exec "$@" ;;
*)
    echo "E-CFG-02 要用 root 敲：别的用户看不到终端的数据" >&2
    exit 2
    ;;
esac
