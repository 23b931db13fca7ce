#!/usr/bin/env python3
"""Times `slipcheck reconcile` beside an exact join: python3 bench/reconcile.py PROGRAM [ROWS…]

Makes a shop's slips, its acquirer's statement and its account with everyday troubles (a reference misread in one slip of fifty, one
without reference, one refund of forty, a day that is cut at 23 o'clock), reconciles them, and says how long it took, how much memory, and
how many slips found their row. Beside it what people use instead: a join on equal reference and amount, by DuckDB or pandas where installed.
"""
import csv, datetime, os, random, resource, subprocess, sys, tempfile, time


def yuan(units):
    return f"{'-' if units < 0 else ''}{abs(units) // 100}.{abs(units) % 100:02d}"


def make(folder, rows):
    chance = random.Random(rows)
    day = datetime.date(2026, 1, 1)
    a_day = max(20, rows // 90)
    paid = {}
    with open(f"{folder}/slips.csv", "w") as slips, open(f"{folder}/statement.csv", "w") as statement:
        slips.write("终端编号,批次号,凭证号,参考号,卡号,交易类型,交易日期,交易时间,交易金额,商户编号\n")
        statement.write("终端号,批次号,凭证号,参考号,卡号,交易类型,交易日期,交易时间,交易金额,手续费,商户号\n")
        for n in range(rows):
            date = day + datetime.timedelta(n // a_day)
            clock = 8 * 3600 + (n % a_day) * 57_000 // a_day
            amount = chance.randrange(100, 500_000)
            sign, kind = (-1, "退货") if n % 40 == 39 else (1, "消费")
            fee = amount * 60 // 10_000
            rrn = f"{chance.randrange(10**11, 10**12)}"
            terminal, trace = f"{30_000_000 + n % 7}", f"{n % 900_000 + 1:06d}"
            card = f"6222{chance.randrange(100):02d}*********{chance.randrange(10_000):04d}"
            hour = f"{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}"
            common = [card, kind, date.isoformat(), hour, yuan(sign * amount)]
            printed = rrn if n % 50 else rrn[:6] + str((int(rrn[6]) + 1) % 10) + rrn[7:]
            printed = "" if n % 50 == 1 else printed
            slips.write(",".join([terminal, "000123", trace, printed, *common, "898330158127016"]) + "\n")
            statement.write(",".join([terminal, "000123", trace, rrn, *common, yuan(sign * fee), "898330158127016"]) + "\n")
            settled = date + datetime.timedelta(1 if clock >= 23 * 3600 else 0)
            paid[settled] = paid.get(settled, 0) + sign * (amount - fee)
    with open(f"{folder}/bank.csv", "w") as bank:
        bank.write("起始日期：2026-01-01,终止日期：2027-12-31\n记账日期,收入,支出,摘要\n")
        for date, units in paid.items():
            bank.write(f"{date + datetime.timedelta(1)},{yuan(units)},,银联商务 POS清算款\n")


def timed(call, **options):
    began, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.Popen(call, **options)
    out = done.stdout.read() if done.stdout else b""
    _, _, usage = os.wait4(done.pid, 0)
    return out, time.time() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


JOIN = """
import sys
kind, folder = sys.argv[1:]
key = ["参考号", "交易金额"]
if kind == "duckdb":
    import duckdb
    duckdb.sql("set enable_progress_bar = false")
    read = "read_csv('{}/{}.csv', all_varchar = true)"
    print(duckdb.sql(f"select count(*) from {read.format(folder, 'slips')} s join {read.format(folder, 'statement')} a using (参考号, 交易金额)").fetchall()[0][0])
else:
    import pandas
    slips, statement = (pandas.read_csv(f"{folder}/{name}.csv", dtype=str, keep_default_na=False) for name in ("slips", "statement"))
    print(len(slips.merge(statement, on=key)))
"""


def main():
    program, sizes = sys.argv[1], [int(size) for size in sys.argv[2:]] or [10_000, 100_000, 1_000_000]
    print(f"{'':28}{'rows a side':>12}{'seconds':>9}{'cpu':>7}{'MB':>6}{'linked':>10}")
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            make(folder, rows)
            files = [f"{folder}/{name}.csv" for name in ("slips", "statement", "bank")]
            call = [program, "reconcile", "--csv", f"{folder}/out.csv", "--slips", files[0], "--acquirer", files[1], "--bank", files[2]]
            _, seconds, cpu, memory = timed(call, stdout=subprocess.DEVNULL)
            with open(f"{folder}/out.csv", newline="", encoding="utf-8-sig") as table:
                linked = sum(1 for row in csv.DictReader(table) if row["slip row"] and row["acquirer row"])
            print(f"{'slipcheck reconcile':28}{rows:12}{seconds:9.2f}{cpu:7.2f}{memory:6.0f}{linked:10}")
            for kind in ("duckdb", "pandas"):
                out, seconds, cpu, memory = timed([sys.executable, "-c", JOIN, kind, folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                if out:
                    print(f"{kind + ', exact keys':28}{rows:12}{seconds:9.2f}{cpu:7.2f}{memory:6.0f}{int(out):10}")


main()
