"""Extracts on Spark: spark-submit docs/recipes/spark.py ARTICLES.jsonl FOLDER

Reads lines as `onrecord extract --jsonl` does and writes the same answers in the same order, in parts.
"""

import sys
from typing import Iterator

import pandas
from pyspark.sql import SparkSession


def answers(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    import onrecord  # on the workers

    for batch in batches:
        # One thread: Spark gives every processor a part of its own.
        found = onrecord.extract_lines(batch["line"], threads=1, first=int(batch["number"].iloc[0]))
        yield pandas.DataFrame({"answer": list(found)})


def main(articles: str, folder: str) -> None:
    spark = SparkSession.builder.appName("onrecord").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
    numbered = spark.sparkContext.textFile(articles).zipWithIndex().map(lambda pair: (pair[1] + 1, pair[0]))
    lines = spark.createDataFrame(numbered, "number long, line string")
    found = lines.mapInPandas(answers, "answer string")
    # Nothing is sorted: the parts of a text file keep their order, and so do the lines in each.
    found.write.text(folder)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
