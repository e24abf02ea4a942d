namespace WhaleStack.Quant.Tests;

/// <summary>Signals against random times of the same coin and hour of the week.</summary>
public sealed class SignalScoresSpecs
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly SignalOptions Signals = SignalOptions.For(Hour, feeFraction: 0.0005);

    private static readonly EvaluationOptions Options =
        EvaluationOptions.For(new ClusterOptions(0.15, 0, 0.5, 0.0, 5)) with { Draws = 200 };

    [Fact]
    public void Return_and_null_are_known_by_hand()
    {
        // Price 100 and a range of two, but for a rise to 110 after 06:00 of every other Thursday.
        var series = Weekly(weeks: 24);
        var first = new DateTimeOffset(2026, 1, 8, 6, 0, 0, TimeSpan.Zero);
        var marks = Enumerable.Range(0, 10)
            .Select(i => new SignalMark("knows", "", "X", first.AddDays(7 + (14 * i)), Direction: 1)).ToList();
        var score = Assert.Single(SignalScores.Of([series], ["knows"], marks, Signals, Options));
        // Of the weeks that are warm and have four hours after them, the others at that hour rise in some.
        var times = series.Bars.Select(bar => bar.CloseTime).Where(time => time.Hour == 6
            && time.DayOfWeek == DayOfWeek.Thursday && time >= first && time <= series.Bars[^1].CloseTime - (4 * Hour));
        var rise = Math.Log(1.1) * 1e4;
        var all = times.Count();
        var usual = (times.Count(time => Rises(time)) - 1) * rise / (all - 1);
        Assert.Equal(10, score.Count);
        Assert.Equal(rise, Of(score, "return, bps", 4).Estimate, 6);
        Assert.Equal(rise - usual, Of(score, "return, less null, bps", 4).Estimate, 6);
        Assert.Equal(rise - 10.0, Of(score, "return after costs, bps", 4).Estimate, 6);
        Assert.DoesNotContain(score.Findings, finding => finding.Measure.StartsWith("range", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_knows_the_direction_scores_and_who_tosses_a_coin_does_not()
    {
        var market = new PlantedMarket(seed: 3, days: 200, pull: 0.9).Series;
        var random = new SeededRandom(5);
        var knows = Marks("knows", market, i => Math.Sign(market.Bars[i + 24].Close - market.Bars[i].Close));
        var tosses = Marks("tosses", market, _ => random.NextDouble() < 0.5 ? 1 : -1);
        var scores = SignalScores.Of([market], ["knows", "tosses"], [.. knows, .. tosses], Signals, Options);
        Assert.True(Of(scores[0], "return, less null, bps", 24) is { Low: > 100.0, PValue: < 1e-6 });
        Assert.False(Of(scores[1], "return, less null, bps", 24).IsApart);
    }

    [Fact]
    public void Who_knows_of_movement_scores_without_a_direction()
    {
        var market = new PlantedMarket(seed: 4, days: 200, pull: 0.9).Series;
        double Range(int i) => market.Bars.Skip(i + 1).Take(24).Max(bar => bar.High)
            / market.Bars.Skip(i + 1).Take(24).Min(bar => bar.Low);
        var wide = Marks("wide", market, i => Range(i) > 1.06 ? 0 : null);
        var any = Marks("any", market, i => i % 5 == 0 ? 0 : null);
        var scores = SignalScores.Of([market], ["wide", "any", "silent"], [.. wide, .. any], Signals, Options);
        Assert.True(Of(scores[0], "range, over null", 24) is { Low: > 1.05, IsApart: true });
        Assert.True(Of(scores[0], "range in ATR, over null", 24) is { Low: > 1.05, IsApart: true });
        Assert.InRange(Of(scores[1], "range, over null", 24).Estimate, 0.9, 1.1);
        Assert.Equal((0, 0), (scores[2].Count, scores[2].Findings.Length));
    }

    [Fact]
    public void Labels_and_coins_have_scores_of_their_own()
    {
        var one = new PlantedMarket(seed: 1, days: 60, pull: 0.0, "AAA").Series;
        var two = new PlantedMarket(seed: 2, days: 60, pull: 0.0, "BBB").Series;
        SignalMark[] marks =
        [
            .. Marks("s", one, _ => 1).Select(mark => mark with { Label = "up" }),
            .. Marks("s", two, _ => -1).Select(mark => mark with { Label = "down" }),
        ];
        var scores = SignalScores.Of([one, two], ["s"], marks, Signals, Options);
        Assert.Equal(["", "down", "up"], scores.Select(score => score.Label));
        var scopes = scores[0].Findings.Select(finding => finding.Scope).Distinct();
        Assert.Equal([Finding.AllCoins, "AAA", "BBB"], scopes);
        Assert.All(scores.Skip(1).SelectMany(score => score.Findings),
            finding => Assert.Equal(Finding.AllCoins, finding.Scope));
        Assert.Equal(scores[1].Count + scores[2].Count, scores[0].Count);
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        var market = new PlantedMarket(seed: 1, days: 20, pull: 0.0).Series;
        var other = new SignalMark("s", "", "OTHER", market.Bars[0].CloseTime, 1);
        Assert.Throws<ArgumentException>(() => SignalScores.Of([market], ["s"], [other], Signals, Options));
        Assert.Throws<ArgumentException>(() =>
            SignalScores.Of([market], ["s"], [], Signals with { FeeFraction = -1 }, Options));
    }

    private static List<SignalMark> Marks(string name, MarketSeries series, Func<int, int?> direction) =>
    [
        .. Enumerable.Range(200, series.Bars.Count - 240)
            .Where(i => series.Bars[i].CloseTime.Hour % 12 == 0)
            .Select(i => (Bar: series.Bars[i], Direction: direction(i)))
            .Where(pair => pair.Direction is not null)
            .Select(pair => new SignalMark(name, "", series.Coin, pair.Bar.CloseTime, pair.Direction!.Value)),
    ];

    private static bool Rises(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Days / 7 % 2 == 0;

    private static MarketSeries Weekly(int weeks)
    {
        var start = new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero);
        var bars = Enumerable.Range(1, weeks * 7 * 24).Select(i =>
        {
            var time = start.AddHours(i);
            var isHigh = time.DayOfWeek == DayOfWeek.Thursday && time.Hour is > 6 and <= 18 && Rises(time);
            var price = isHigh ? 110.0 : 100.0;
            return new MarketBar(time, price, price + 1, price - 1, price, 1, 100, double.NaN, double.NaN, double.NaN,
                double.NaN);
        });
        return new MarketSeries("nowhere", "X", Hour, [.. bars], [], []);
    }

    private static Finding Of(PartScore score, string measure, int hours) => score.Findings.Single(finding =>
        finding.Measure == measure
        && finding.Scope == Finding.AllCoins
        && finding.Horizon == TimeSpan.FromHours(hours));
}
