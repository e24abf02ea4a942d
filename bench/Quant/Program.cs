using System.Globalization;
using WhaleStack.Bench.Quant;

// Nanoseconds an element of each formula, streaming and batch, in turns with a bare loop of adds over the same array;
// the median round counts. usage: Quant.Bench [ROUNDS [ELEMENTS]]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var elements = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200_000;
var market = new Market(elements);
Console.WriteLine($"ns an element; {elements:#,0} elements, median of {rounds} rounds");
Console.WriteLine($"{"",-22} {"stream",8} {"batch",8} {"adds",8} {"target",8}");
foreach (var row in Row.All)
{
    Print(row, Measure(row));
}

HeatmapBench.Print(market, rounds);

(double Stream, double Batch, double Adds) Measure(Row row)
{
    var (stream, batch, adds) = (new List<double>(), new List<double>(), new List<double>());
    Warm(row);
    for (var round = 0; round < rounds; round++)
    {
        adds.Add(Clock.NanosecondsAnElement(market, Row.Adds));
        stream.Add(Clock.NanosecondsAnElement(market, row.Stream));
        batch.Add(Clock.NanosecondsAnElement(market, row.Batch));
    }

    return (Clock.Middle(stream), Clock.Middle(batch), Clock.Middle(adds));
}

// Until the compiler has made the last version of it.
void Warm(Row row)
{
    for (var i = 0; i < 60; i++)
    {
        row.Stream(market);
        row.Batch(market);
        Row.Adds(market);
    }
}

static void Print(Row row, (double Stream, double Batch, double Adds) f) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{row.Name,-22} {f.Stream,8:0.00} {f.Batch,8:0.00} {f.Adds,8:0.00} {row.TargetNanoseconds,8:0}"));
