using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using WhaleStack.Actors.Composition;
using WhaleStack.Actors.Feeds;
using WhaleStack.Bench.Feed;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Configuration;
using WhaleStack.Venues.Bybit;

// Recorded frames from a venue in another process over a websocket to the coin actors: how long a trade takes from
// leaving the venue until its coin has taken it, by rate; then flat out; both in turns with a bare socket and reader.
// usage: Feed.Bench RECORDING CONFIG [ROUNDS [SECONDS]]; SECONDS 0 for flat out only
if (args is ["serve", var served])
{
    return await Sender.ServeAsync(served);
}

if (args.Length is < 2 or > 4)
{
    Console.Error.WriteLine("usage: Feed.Bench RECORDING CONFIG [ROUNDS [SECONDS]]");
    return 2;
}

const int FlatOutFrames = 1_000_000;
var config = WhaleConfig.Load(args[1]);
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
var seconds = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;
using var venue = Process.Start(new ProcessStartInfo(
    Environment.ProcessPath!, [typeof(Tally).Assembly.Location, "serve", args[0]])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;
var address = new Uri((await venue.StandardOutput.ReadLineAsync())!);
var socket = new Uri($"ws://{address.Authority}/");

await FeedAsync(FlatOutFrames, 0); // Warm.
await Bare.RunAsync(socket, FlatOutFrames, 0);
Console.WriteLine(
    $"{"frames/s",10} {"arrived/s",10} {"trades",8} {"p50 ms",8} {"p99 ms",8} {"p99.9 ms",9}"
    + $"   {"bare p50",8} {"p99",8} {"p99.9",9}");
foreach (var rate in seconds == 0 ? (int[])[] : [1_000, 10_000, 20_000, 50_000])
{
    var runs = new List<Tally>();
    var yards = new List<Tally>();
    for (var round = 0; round < rounds; round++)
    {
        runs.Add(await FeedAsync(rate * seconds, rate));
        yards.Add(await Bare.RunAsync(socket, rate * seconds, rate));
    }

    var run = runs.OrderBy(tally => tally.LatencyMs(0.99)).ElementAt(rounds / 2);
    Write($"{rate,10:#,0} {run.Rate,10:#,0} {run.Trades,8:#,0} ");
    Latencies(run);
    Write($"  ");
    Latencies(yards.OrderBy(tally => tally.LatencyMs(0.99)).ElementAt(rounds / 2));
    Console.WriteLine();
}

var bare = new List<double>();
var whole = new List<double>();
var bareBusy = new List<double>();
var wholeBusy = new List<double>();
for (var round = 0; round < rounds; round++)
{
    var before = Environment.CpuUsage.TotalTime;
    bare.Add((await Bare.RunAsync(socket, FlatOutFrames, 0)).Rate);
    var between = Environment.CpuUsage.TotalTime;
    whole.Add((await FeedAsync(FlatOutFrames, 0)).Rate);
    bareBusy.Add((between - before).TotalMicroseconds / FlatOutFrames);
    wholeBusy.Add((Environment.CpuUsage.TotalTime - between).TotalMicroseconds / FlatOutFrames);
}

var share = Middle(whole.Zip(bare, (mine, yard) => mine / yard));
Write($"flat out {Middle(whole):#,0} frames/s, {Middle(wholeBusy):0.00} us of processor time each; ");
Write($"bare socket and reader {Middle(bare):#,0}, {Middle(bareBusy):0.00} us: {share:0%} of it");
Console.WriteLine();
venue.StandardInput.Close();
await venue.WaitForExitAsync();
return 0;

async Task<Tally> FeedAsync(int count, int rate)
{
    var tally = new Tally(count);
    using var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("""
        akka.loglevel = ERROR
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """));
    var nobody = system.DeadLetters;
    var coins = system.ActorOf(Props.Create(() => new CoinGate(config.Coins, tally)));
    var mediator = system.ActorOf(Props.Create(() => new ProgressReader(tally)));
    var refs = new TradingRefs(mediator, coins, nobody, nobody, nobody, nobody, nobody, nobody, nobody, nobody);
    var options = new BybitOptions { RestEndpoint = address, WebSocketPublic = new Uri($"{socket}{count}/{rate}") };
    var feed = new BybitMarketFeed(options, BybitCategory.Linear, TimeProvider.System);
    var setup = new FeedSetup(
        feed,
        [.. Frames.Symbols.Select(symbol => new InstrumentId("bybit", symbol))],
        BatchMax: 256,
        SilenceMax: TimeSpan.FromMinutes(1),
        CheckpointFrames: 100);
    system.ActorOf(FeedActor.PropsFor(setup, refs));
    await tally.Done.WaitAsync(TimeSpan.FromMinutes(2));
    await system.Terminate();
    return tally;
}

static double Middle(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

static void Latencies(Tally tally) => Write(
    $"{tally.LatencyMs(0.5),8:0.000} {tally.LatencyMs(0.99),8:0.000} {tally.LatencyMs(0.999),9:0.000}");

static void Write(FormattableString text) => Console.Write(text.ToString(CultureInfo.InvariantCulture));
