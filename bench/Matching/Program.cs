using System.Globalization;
using WhaleStack.Bench.Matching;

// The matching engine's book against its yardstick, in turns, on one thread; the median round counts. Then the same
// requests at the whole exchange. usage: Matching.Bench [ROUNDS [REQUESTS]]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var requests = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
Console.WriteLine($"{"",-18} {"requests/s",12} {"p50 ns",9} {"p99 ns",9} {"bytes",7}");
foreach (var mix in new[] { Mix.NearTheTop(requests), Mix.Takers(requests), Mix.Deep(requests) })
{
    Compare(mix);
}

var small = Mix.NearTheTop(requests / 10);
Print("exchange: quotes", Measure(small, static () => new AccountDay()));
Print("exchange: takers", Measure(Mix.Takers(requests / 10), static () => new AccountDay()));

void Compare(Mix mix)
{
    var (ours, theirs) = (new List<Figures>(), new List<Figures>());
    Figures.Of(mix, static () => new BareBook());
    Figures.Of(mix, static () => new EngineBook());
    for (var round = 0; round < rounds; round++)
    {
        theirs.Add(Figures.Of(mix, static () => new BareBook()));
        ours.Add(Figures.Of(mix, static () => new EngineBook()));
    }

    Print(mix.Name, Figures.Median(ours));
    Print("  bare", Figures.Median(theirs));
    var ratio = Figures.Middle(ours.Zip(theirs, static (o, t) => o.Rate / t.Rate));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  rate {ratio:0%} of the bare one's (target 1,000,000 a second)"));
}

Figures Measure(Mix mix, Func<IBook> make)
{
    Figures.Of(mix, make);
    return Figures.Median([.. Enumerable.Range(0, rounds).Select(_ => Figures.Of(mix, make))]);
}

static void Print(string name, Figures f) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{name,-18} {f.Rate,12:#,0} {f.P50,9:0} {f.P99,9:0} {f.Bytes,7:0.0}"));
