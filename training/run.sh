#!/bin/sh
# Data to weights to report: training/run.sh DATA_FOLDER. Run again, it goes on from its last checkpoint.
set -eu
cd "$(dirname "$0")/.."
# Large thresholds make the allocator keep its memory, which saves a fifth of the time.
export MALLOC_TRIM_THRESHOLD_=4000000000 MALLOC_MMAP_THRESHOLD_=4000000000
exec "${PYTHON:-python}" -m training --data "$@"
