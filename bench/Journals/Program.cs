using System.Globalization;
using WhaleStack.Bench.Journals;
using WhaleStack.Storage.Databases;

// 1,000 persistent actors on each journal against its yardstick, in turns; the median round counts.
// usage: Journals.Bench [ROUNDS [SECONDS]]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var time = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 3.0);
Console.WriteLine($"{"",-12} {"events/s",10} {"p50 ms",9} {"p99 ms",9}");
using (var memory = new Writers(Stores.Memory))
{
    memory.Run(time / 2);
    Print("memory", Figures.Median(Enumerable.Range(0, rounds).Select(_ => memory.Run(time)).ToList()));
}

var folder = Directory.CreateTempSubdirectory("bench-sqlite-");
try
{
    using var writers = new Writers(Stores.Sqlite(Path.Combine(folder.FullName, "journal.db")));
    using var raw = new RawSqlite(Path.Combine(folder.FullName, "raw.db"));
    Compare("sqlite", writers, raw);
}
finally
{
    folder.Delete(recursive: true);
}

folder = Directory.CreateTempSubdirectory("bench-postgresql-");
try
{
    // As in production: what is committed is on disk.
    using var server = LocalPostgreSql.Start(folder.FullName);
    var database = new PostgreSqlDatabase(server.Env);
    using var writers = new Writers(Stores.PostgreSql(database.ConnectionString));
    using var raw = new RawPostgreSql(database.ConnectionString);
    Compare("postgresql", writers, raw);
}
finally
{
    folder.Delete(recursive: true);
}

void Compare(string name, Writers writers, Raw raw)
{
    var (ours, theirs) = (new List<Figures>(), new List<Figures>());
    raw.Run(time / 2);
    writers.Run(time / 2);
    for (var round = 0; round < rounds; round++)
    {
        theirs.Add(raw.Run(time));
        ours.Add(writers.Run(time));
    }

    Print(name, Figures.Median(ours));
    Print("  raw", Figures.Median(theirs));
    var pairs = ours.Zip(theirs).ToList();
    var rate = Figures.Middle(pairs.Select(static p => p.First.Rate / p.Second.Rate));
    var p99 = Figures.Middle(pairs.Select(static p => p.First.P99 / p.Second.P99));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  rate {rate:0%} of raw (target 70%), p99 {p99:0.0} times the raw commit's (target below 3)"));
}

static void Print(string name, Figures f) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{name,-12} {f.Rate,10:#,0} {f.P50,9:0.00} {f.P99,9:0.00}"));
