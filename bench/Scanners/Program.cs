using System.Diagnostics;
using System.Globalization;
using WhaleStack.Bench.Scanners;
using WhaleStack.Domain.Coins;
using WhaleStack.Storage.Configuration;

// A year of 5-minute candles of one coin through the coin and all scanners, in turns with a bare loop over the same
// candles; then so many coins at once, and what each of them holds. usage: Scanners.Bench CONFIG [ROUNDS [COINS]]
var config = WhaleConfig.Load(args[0]);
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var coins = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 2_000;
var year = Walk.Year(seed: 7);
var options = config.Coins with { DecisionInterval = TimeSpan.FromMinutes(5) };

var alone = new List<double>();
var all = new List<double>();
var bare = new List<double>();
var signals = 0;
for (var round = 0; round <= rounds; round++)
{
    var (bareSeconds, _) = Timed(() => Walk.Sum(year));
    var (coinSeconds, _) = Timed(() => YearRun.Of(options, [], year));
    var (allSeconds, raised) = Timed(() => YearRun.Of(options, config.Scanners.Running, year));
    if (round > 0) // The first warms up.
    {
        bare.Add(bareSeconds);
        alone.Add(coinSeconds);
        all.Add(allSeconds);
        signals = (int)raised;
    }
}

Print($"{year.Length:#,0} candles of 5 minutes, {config.Scanners.Running.Length} scanners, median of {rounds} rounds");
Print($"  bare loop of adds      {Middle(bare),10:0.0000} s");
Print($"  the coin alone         {Middle(alone),10:0.00} s  {Middle(alone) / year.Length * 1e6,7:0.0} us a candle");
Print($"  coin and all scanners  {Middle(all),10:0.00} s  {Middle(all) / year.Length * 1e6,7:0.0} us a candle");
Print($"  {signals} signals; target: under 4 s");

Hold(config.Coins, "no model");
foreach (var model in config.HeatmapModels.OfCoins)
{
    Hold(config.Coins with { Models = [model] }, model.Name);
}

void Hold(CoinOptions kind, string models)
{
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var held = new Coin[coins];
    var (seconds, _) = Timed(() => YearRun.Fill(held, kind, year));
    var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
    GC.KeepAlive(held);
    Print($"{coins:#,0} coins with full windows, {YearRun.BookLevels} levels a side, {models}, in {seconds:0.0} s");
    Print($"  {bytes / 1e6:#,0} MB, {bytes / (double)coins / 1_000:0.0} kB a coin");
}

static (double Seconds, double Result) Timed(Func<double> run)
{
    var start = Stopwatch.GetTimestamp();
    var result = run();
    return (Stopwatch.GetElapsedTime(start).TotalSeconds, result);
}

static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
