#!/usr/bin/env python3
"""Judges millions of receipts with Spark: JSON lines in, Parquet out, every row by `slipcheck batch` as on one machine.

    spark-submit examples/spark_audit.py codes.jsonl out.parquet --trust root.pem --at 2026-11-29T12:00:00Z

Each line of the input is an object with a key and a code; the output has one row for each, in no order: key, verdict, format,
causes, amount, currency, time and the whole report as JSON. Needs PySpark 3.5 or newer, pandas, pyarrow. The program and the
certificates are sent to the workers with the job.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading

ROWS = 5_000  # of a frame: enough for Arrow, little enough for memory
SCHEMA = (
    "key string, verdict string, format string, causes array<string>, amount string, currency string, time string, report string"
)


def filter_arguments(program, options):
    """The command of one filter: one object a line in, exactly one a line out, whatever the line holds."""
    arguments = [program, "batch", "--input", "jsonl", "--key", "key", "--code", "code", "--format", "jsonl", "--no-fail", "--jobs", "1"]
    arguments += ["--at", options["at"]]
    for name in ("trust", "cert", "crl"):
        for path in options[name]:
            arguments += [f"--{name}", path]
    return arguments + ["-"]


def judge(options):
    """A function for `mapInPandas`: frames of key and code in, frames of `SCHEMA` out."""

    def run(frames):
        import pandas
        from pyspark import SparkFiles

        def sent(path):
            return SparkFiles.get(os.path.basename(path))

        program = sent(options["slipcheck"])
        os.chmod(program, 0o755)
        local = {**options, **{name: [sent(path) for path in options[name]] for name in ("trust", "cert", "crl")}}
        child = subprocess.Popen(filter_arguments(program, local), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}, encoding="utf-8")
        problems = []

        def write():
            try:
                for frame in frames:
                    for key, code in zip(frame["key"], frame["code"]):
                        child.stdin.write(json.dumps({"key": key, "code": code}) + "\n")
            except Exception as problem:  # told below, on the thread that Spark watches
                problems.append(problem)
            finally:
                try:
                    child.stdin.close()
                except BrokenPipeError:
                    pass

        # Written beside what is read: two pipes and one thread would wait for each other.
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        rows = []
        for line in child.stdout:
            row = json.loads(line)
            report = row.get("report")
            rows.append([row.get(name) for name in ("key", "verdict", "format", "causes", "amount", "currency", "time")] + [json.dumps(report)])
            if len(rows) == ROWS:
                yield pandas.DataFrame(rows, columns=COLUMNS)
                rows = []
        writer.join()
        status = child.wait()
        # Without this a filter that died half way would drop receipts in silence.
        if problems or status != 0:
            raise RuntimeError(f"slipcheck ended with {status}; {problems}")
        if rows:
            yield pandas.DataFrame(rows, columns=COLUMNS)

    return run


COLUMNS = [column.split()[0] for column in SCHEMA.split(", ")]


def main():
    from pyspark.sql import SparkSession

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("codes", help="JSON lines with key and code")
    parser.add_argument("out", help="a folder for Parquet")
    parser.add_argument("--slipcheck", default=shutil.which("slipcheck"), help="the program (default: the one on PATH)")
    for name in ("trust", "cert", "crl"):
        parser.add_argument(f"--{name}", action="append", default=[], help="as for slipcheck verify")
    parser.add_argument("--at", required=True, help="the moment of checking, RFC 3339: one for all rows")
    parser.add_argument("--key", default="key", help="member with the key")
    parser.add_argument("--code", default="code", help="member with the code")
    parser.add_argument("--parts", type=int, default=0, help="partitions (default: as Spark cuts the file)")
    given = parser.parse_args()
    if not given.slipcheck:
        parser.error("slipcheck is not on PATH: name it with --slipcheck")

    spark = SparkSession.builder.appName("slipcheck").getOrCreate()
    for path in [given.slipcheck, *given.trust, *given.cert, *given.crl]:
        spark.sparkContext.addFile(os.path.abspath(path))
    # Two columns, said beforehand: Spark does not read everything once to guess them.
    lines = spark.read.schema(f"`{given.key}` string, `{given.code}` string").json(given.codes)
    lines = lines.withColumnsRenamed({given.key: "key", given.code: "code"}).select("key", "code")
    if given.parts:
        lines = lines.repartition(given.parts)
    judged = lines.mapInPandas(judge(vars(given)), SCHEMA)
    judged.write.mode("errorifexists").parquet(given.out)
    counts = spark.read.parquet(given.out).groupBy("verdict").count().orderBy("verdict").collect()
    for row in counts:
        print(f"{row['verdict']}\t{row['count']}")
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
