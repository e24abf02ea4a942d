using System.Globalization;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using Xunit.Abstractions;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>Recorded frames, damaged at random.</summary>
public sealed class FuzzSpecs
{
    private static readonly string[] Categories = ["linear", "spot"];
    private readonly ITestOutputHelper _output;

    public FuzzSpecs(ITestOutputHelper output) => _output = output;

    [Fact]
    public void No_damaged_frame_throws_or_is_read_in_two_ways()
    {
        var (random, seed) = Random();
        var categories = Categories
            .Select(category => (Parser: Given.Parser(category), Frames: Recordings.Frames(category))).ToArray();
        var kinds = new Dictionary<FrameKind, int>();
        var plainFrames = 0;
        var count = Soak.Count(20_000, 1_000_000);
        for (var i = 0; i < count; i++)
        {
            var (parser, frames) = categories[i % 2];
            var mutant = Mutation.Of(frames[random.Next(frames.Count)], random);
            var general = parser.ParseGeneral(mutant);
            var plain = parser.ParsePlain(mutant);
            var agree = plain is null || FramesEqual.Check(general, plain);
            Assert.True(agree, $"seed {seed}, frame {i}: {Encoding.UTF8.GetString(mutant)}");
            kinds[general.Kind] = kinds.GetValueOrDefault(general.Kind) + 1;
            plainFrames += plain is null ? 0 : 1;
            Assert.DoesNotContain('\n', general.Detail);
            var isBad = general.Kind is FrameKind.Malformed or FrameKind.Unknown;
            Assert.Equal(isBad, general.Detail.Length > 0 && general.Kind != FrameKind.Control);
        }

        var outcome = $"{string.Join(", ", kinds.OrderBy(e => e.Key))}, {plainFrames} of them plain";
        Assert.True(kinds[FrameKind.Malformed] > count / 4 && plainFrames > count / 20, outcome);
        Soak.Passed("damaged Bybit frames", count, outcome.Replace("|", "", StringComparison.Ordinal));
    }

    [Fact]
    public void No_number_is_accepted_that_is_none_and_none_becomes_another()
    {
        var (random, seed) = Random();
        var parser = Given.Parser("linear");
        var frames = Recordings.FramesOf("linear", "orderbook.200.BTCUSDT").Skip(1)
            .Select(frame => (Frame: frame, Levels: Levels(parser.Parse(frame))))
            .Where(e => e.Levels.Count > 0).ToList();
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < Soak.Count(20_000, 1_000_000); i++)
        {
            var (frame, levels) = frames[random.Next(frames.Count)];
            var at = random.Next(levels.Count);
            var text = Mutation.AnyNumber(random);
            Assert.True(Mutation.TrySwapNumber(frame, at, text, out var swapped));
            var parsed = parser.Parse(swapped);
            if (parsed.Kind != FrameKind.Data)
            {
                refused++;
                continue;
            }

            accepted++;
            var said = $"seed {seed}, round {i}: '{text}'";
            // The only escape among the texts is that of the digit 1.
            var plain = text == "\\u0031" ? "1" : text;
            Assert.True(decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value), said);
            Assert.True(value == Levels(parsed)[at], $"{said} became {Levels(parsed)[at]}");
        }

        Assert.True(accepted > 1_000 && refused > 1_000, $"{accepted} accepted, {refused} refused");
    }

    private static List<decimal> Levels(FeedFrame frame)
    {
        var update = Assert.IsType<CoinCommands.ApplyBook>(Assert.Single(frame.Items)).Update;
        return [.. update.Bids.Concat(update.Asks).SelectMany(level => new[] { level.PriceQuote, level.SizeBase })];
    }

    // The same frames each time, so that a failure can be had again; a soak looks at others too.
    private (Random Random, int Seed) Random()
    {
        var seed = Soak.IsOn ? Environment.TickCount : 20260809;
        _output.WriteLine($"seed {seed}");
        return (new Random(seed), seed);
    }
}
