# shellcheck shell=bash
# Sourced by scripts/test and scripts/demo: where we are, and how Swift is called so that both share one build.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

# The compiler whose warnings are errors. Another one may warn of more, and that must not keep anybody from a working build.
readonly SWIFT_TESTED=6.3

# One set of flags for every debug build: other flags would build everything of ours again.
# shellcheck disable=SC2034 # used by who sources this
swift_flags=(--explicit-target-dependency-import-check error)
if swift --version 2>/dev/null | grep --quiet --fixed-strings "Swift version $SWIFT_TESTED"; then
  swift_flags+=(-Xswiftc -warnings-as-errors)
fi
