# shellcheck shell=bash
# Sourced by scripts/test and scripts/demo: where we are, and how Swift is called so that both share one build.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

# The compiler whose warnings are errors. Another one may warn of more, and that must not keep anybody from a working build.
readonly SWIFT_TESTED=6.3

# One set of flags for every debug build: other flags would build everything of ours again.
# shellcheck disable=SC2034 # used by who sources this
swift_flags=(--explicit-target-dependency-import-check error)
# One set for every release build: generics are made for their types across packages, the program is optimised once more as
# a whole when it is linked, and Swift's own library is part of it, so that it runs where no Swift is installed, and faster.
# shellcheck disable=SC2034
release_flags=(--configuration release -Xswiftc -cross-module-optimization --experimental-lto-mode=full --static-swift-stdlib)
if swift --version 2>/dev/null | grep --quiet --fixed-strings "Swift version $SWIFT_TESTED"; then
  swift_flags+=(-Xswiftc -warnings-as-errors)
fi
