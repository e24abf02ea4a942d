using System.Globalization;
using WhaleStack.Bench.Parsers;

// Each topic's recorded frames through the decoder and the parser, one by one and packed, in turns with a bare
// Utf8JsonReader pass over the same frames; the median round counts.
// usage: Parsers.Bench BYBIT BINANCE [ROUNDS [SECONDS]]
if (args.Length is < 2 or > 4)
{
    Console.Error.WriteLine("usage: Parsers.Bench BYBIT BINANCE [ROUNDS [SECONDS]]");
    return 2;
}

var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
var time = TimeSpan.FromSeconds(args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 1.0);
Console.WriteLine(
    $"{"",-22} {"frames",7} {"bytes",7} {"bare k/s",9}   {"decode k/s",10} {"of bare",8} {"B/frame",8}"
    + $"   {"messages k/s",12} {"of bare",8} {"B/frame",8}   {"packed k/s",10} {"of bare",8} {"B/frame",8}");
var venues = BybitFrames.Read(args[0]).Select(topic => (Name: $"bybit {topic.Name}", topic.Frames))
    .Concat(BinanceFrames.Read(args[1]).Select(topic => (Name: $"binance {topic.Name}", topic.Frames)));
foreach (var (name, frames) in venues)
{
    var passes = new Passes(frames);
    var lines = Enumerable.Range(0, rounds + 1).Select(_ => passes.Round(time)).Skip(1).ToList();
    var bare = Middle(lines.Select(round => round.Bare.Rate));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-22} {frames.Count,7} {frames.Average(f => f.Bytes.Length),7:0} {bare / 1e3,9:#,0}")
        + Columns(lines, round => round.Decode, 13) + Columns(lines, round => round.Messages, 15)
        + Columns(lines, round => round.Packed, 13));
}

PrivateTable.Print(rounds, time);
return 0;

static string Columns(List<Round> rounds, Func<Round, Pass> pass, int width)
{
    var rate = Middle(rounds.Select(round => pass(round).Rate)) / 1e3;
    var share = Middle(rounds.Select(round => pass(round).Rate / round.Bare.Rate));
    var bytes = Middle(rounds.Select(round => pass(round).BytesPerFrame));
    return string.Create(
        CultureInfo.InvariantCulture, $"{rate.ToString("#,0", CultureInfo.InvariantCulture).PadLeft(width)}")
        + string.Create(CultureInfo.InvariantCulture, $" {share,8:0%} {bytes,8:0}");
}

static double Middle(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}
