#!/bin/sh
# Make a kiosk of a Debian mini PC. It says what it does, and may be run again: what is as it should
# be is left as it is, and settings that were changed by hand are kept.
#
#   sudo deploy/kiosk/install.sh [--dry-run] [--bundle FOLDER]… [--wheels FOLDER] [--root FOLDER]
#
#   --dry-run        say what would be done, and do nothing
#   --bundle FOLDER  a collection to show, as "precompute build" made it; may be given several times
#   --wheels FOLDER  take Python's packages from there: for a machine without a network
#   --root FOLDER    put the files below a folder and touch nothing else: to look at them first
set -eu

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
dry=no root='' wheels='' bundles='' changed=0

fail() { echo "install.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    --bundle) [ $# -ge 2 ] || fail "--bundle needs a folder"; bundles="$bundles
$(cd "$2" && pwd)"; shift ;;
    --wheels) [ $# -ge 2 ] || fail "--wheels needs a folder"; wheels=$(cd "$2" && pwd); shift ;;
    --root) [ $# -ge 2 ] || fail "--root needs a folder"; mkdir -p "$2"; root=$(cd "$2" && pwd); shift ;;
    -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) fail "$1 is not understood; --help says what is" ;;
  esac
  shift
done
if [ -z "$root" ] && [ "$dry" = no ] && [ "$(id -u)" != 0 ]; then fail "run it with sudo, or with --dry-run"; fi

say() { echo "$*"; }
do_() { # say what is done, and do it
  changed=$((changed + 1))
  if [ "$dry" = yes ]; then echo "would: $*"; else echo "does:  $*"; "$@"; fi
}

machine() { [ -z "$root" ]; } # whether it is the machine itself that is set up

put() { # put FILE PATH MODE: only where it is not there already, the same
  if [ -f "$root$2" ] && cmp -s "$1" "$root$2"; then
    say "as is: $2"
  else
    do_ install -D -m "$3" "$1" "$root$2"
  fi
}

say "1. Packages"
if machine; then
  missing=
  for package in cage chromium chromium-sandbox curl dbus fonts-dejavu-core libpam-systemd python3 python3-venv udev; do
    case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true) in
      'install ok installed') ;;
      *) missing="$missing $package" ;;
    esac
  done
  if [ -n "$missing" ]; then
    do_ apt-get update -q || say "the list of Debian's packages could not be renewed: the one at hand is used"
    # shellcheck disable=SC2086  # a list of names
    do_ apt-get install -y --no-install-recommends $missing
  else
    say "as is: packages of Debian"
  fi
else
  say "as is: packages are the machine's own matter"
fi

say "2. Users"
if machine; then
  if id cimaise >/dev/null 2>&1; then say "as is: user cimaise"; else
    do_ useradd --system --home-dir /var/lib/cimaise --shell /usr/sbin/nologin cimaise
  fi
  if id kiosk >/dev/null 2>&1; then say "as is: user kiosk"; else
    # Debian makes these groups with udev; a machine without one of them has nothing that it guards.
    groups=$(for group in video render input; do getent group "$group" >/dev/null && printf '%s,' "$group"; done || true)
    do_ useradd --create-home --shell /usr/sbin/nologin --groups "${groups%,}" kiosk
  fi
else
  say "as is: users are the machine's own matter"
fi

say "3. The program"
stamp=$(cd "$source" && find app.py pages explorer docs deploy .streamlit requirements-serve.txt -type f ! -name '*.pyc' \
  -exec cksum {} + | sort | cksum | cut -d' ' -f1)
if [ "$(cat "$root/opt/cimaise/app/.stamp" 2>/dev/null || true)" = "$stamp" ]; then
  say "as is: /opt/cimaise/app"
else
  do_ rm -rf "$root/opt/cimaise/app.new"
  do_ mkdir -p "$root/opt/cimaise/app.new"
  for part in app.py pages explorer docs deploy .streamlit requirements-serve.txt LICENSE; do
    do_ cp -R "$source/$part" "$root/opt/cimaise/app.new/"
  done
  if [ "$dry" = no ]; then echo "$stamp" >"$root/opt/cimaise/app.new/.stamp"; fi
  do_ rm -rf "$root/opt/cimaise/app"
  do_ mv "$root/opt/cimaise/app.new" "$root/opt/cimaise/app"
fi
for name in cimaise-browser cimaise-wait cimaise-watch cimaise-update; do
  put "$here/bin/$name" "/opt/cimaise/bin/$name" 755
done

say "4. Python's packages"
venv=$root/opt/cimaise/venv
wanted=$(cksum <"$source/requirements-serve.txt")
if [ "$(cat "$venv/.wanted" 2>/dev/null || true)" = "$wanted" ]; then
  say "as is: /opt/cimaise/venv"
elif machine || [ -n "$wheels" ]; then
  do_ python3 -m venv "$venv"
  if [ -n "$wheels" ]; then
    do_ "$venv/bin/python" -m pip install --quiet --no-index --find-links "$wheels" -r "$source/requirements-serve.txt"
  else
    do_ "$venv/bin/python" -m pip install --quiet -r "$source/requirements-serve.txt"
  fi
  if [ "$dry" = no ]; then echo "$wanted" >"$venv/.wanted"; fi
else
  say "as is: with --root, packages are only installed from --wheels"
fi

say "5. Settings"
if [ -f "$root/etc/cimaise/kiosk.env" ]; then say "as is: /etc/cimaise/kiosk.env, with what was changed in it"; else
  put "$here/kiosk.env" /etc/cimaise/kiosk.env 644
fi
put "$here/policies.json" /etc/chromium/policies/managed/cimaise.json 644
for unit in cimaise-server.service cimaise-browser.service cimaise-watch.service cimaise-watch.timer; do
  put "$here/units/$unit" "/etc/systemd/system/$unit" 644
done

say "6. Collections"
for folder in data previous incoming; do
  [ -d "$root/var/lib/cimaise/$folder" ] || do_ mkdir -p "$root/var/lib/cimaise/$folder"
done
if machine && [ "$(stat -c %U /var/lib/cimaise 2>/dev/null || true)" != cimaise ]; then
  do_ chown -R cimaise:cimaise /var/lib/cimaise
fi
python=$venv/bin/python
[ -x "$python" ] || python=${CIMAISE_PYTHON:-python3}
owner=cimaise:cimaise
machine || owner=''
while IFS= read -r bundle; do
  [ -n "$bundle" ] || continue
  name=$(basename "$bundle")
  if cmp -s "$bundle/collection.json" "$root/var/lib/cimaise/data/$name/collection.json"; then
    say "as is: the collection $name"
  else
    do_ env CIMAISE_HOME="$root/var/lib/cimaise" CIMAISE_APP="$root/opt/cimaise/app" CIMAISE_PYTHON="$python" \
      CIMAISE_OWNER="$owner" "$here/bin/cimaise-update" "$bundle"
  fi
done <<END
$bundles
END

say "7. Services"
services='cimaise-server.service cimaise-browser.service cimaise-watch.timer'
booted() { [ -d /run/systemd/system ]; } # not in an image that is only being made
ready() { # ready is-enabled|is-active: all of them
  for service in $services; do systemctl "$1" --quiet "$service" 2>/dev/null || return 1; done
}
# shellcheck disable=SC2086  # a list of names
if ! machine; then
  say "as is: services are the machine's own matter"
elif [ "$changed" = 0 ] && ready is-enabled && { ! booted || ready is-active; }; then
  say "as is: services"
else
  if booted; then do_ systemctl daemon-reload; fi
  if ready is-enabled; then say "as is: they start with the machine"; else do_ systemctl enable $services; fi
  if booted; then do_ systemctl restart $services; else say "they start when the machine does"; fi
fi
if [ "$changed" = 0 ]; then say "Nothing was to be done."; elif [ "$dry" = yes ]; then say "Nothing was done: without --dry-run it is."; else say "Done. The screen shows the kiosk within a minute; /opt/cimaise/app/docs/kiosk.md says how to look after it."; fi
