#!/usr/bin/env bash
# Extracts with a process for each processor, here or on other machines (parallel --sshlogin): parallel.sh < ARTICLES.jsonl > FOUND.jsonl
# The order is kept; a bad line says its number within its block.
exec parallel --will-cite --pipe --keep-order --block "${BLOCK:-10M}" onrecord extract --jsonl --threads 1
