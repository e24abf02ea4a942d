using System.Collections.Immutable;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Configuration;

public sealed class YamlConfigSpecs
{
    private const string Good = """
        name: whale   # comment
        risk_per_trade_fraction: 0.01
        half_life: 48h
        positions_max: 5
        confidence_min: 1e-3
        enabled: true
        first_side: buy
        coins: [bybit:BTCUSDT, bybit:ETHUSDT]
        tiers:
          - leverage: 10
            weight: 0.5
          - leverage: 25
            weight: 0.25
        splits:
          bybit:SOLUSDT: 0.4
          bybit:ADAUSDT: 0.6
        stop_quote: null
        """;

    public enum Direction
    {
        Buy = 1,
        SellShort = 2,
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var options = Parse(Good);
        Assert.Equal(("whale", 0.01m, TimeSpan.FromDays(2), 5, 0.001, true, Direction.Buy), (options.Name,
            options.RiskPerTradeFraction, options.HalfLife, options.PositionsMax, options.ConfidenceMin,
            options.Enabled, options.FirstSide));
        Assert.Equal<InstrumentId>([new("bybit", "BTCUSDT"), new("bybit", "ETHUSDT")], options.Coins);
        Assert.Equal([new Tier(10, 0.5), new Tier(25, 0.25)], options.Tiers);
        Assert.Equal("bybit:ADAUSDT=0.6 bybit:SOLUSDT=0.4",
            string.Join(' ', options.Splits.Select(split => $"{split.Key}={split.Value}")));
        Assert.Null(options.StopQuote);
        Assert.Equal(7, options.Extra);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("20s", 20)]
    [InlineData("15m", 900)]
    [InlineData("1.5h", 5400)]
    [InlineData("3d", 259200)]
    public void Durations_have_a_unit(string text, double seconds) =>
        Assert.Equal(seconds, Parse(Good.Replace("48h", text, StringComparison.Ordinal)).HalfLife.TotalSeconds);

    [Fact]
    public void All_mistakes_of_a_file_are_named_with_line_key_and_value()
    {
        var mistakes = Fails("""
            name: whale
            risk_per_trade_fraction: 1%
            half_life: 48
            positions_max: 5.5
            confidence_min: .nan
            enabled: yes
            first_sid: buy
            coins: [BTCUSDT, bybit:ETHUSDT, "x"]
            tiers:
              - leverage: "10"
                weigth: 0.5
            splits: []
            """);
        string[] expected =
        [
            "t.yaml:7: first_sid: unknown key. Did you mean first_side?",
            "t.yaml:2: risk_per_trade_fraction: '1%' is a percentage: write a fraction, such as 0.01 for one percent.",
            "t.yaml:3: half_life: '48' is not a duration such as 500ms, 20s, 15m, 48h or 3d.",
            "t.yaml:4: positions_max: '5.5' is not a whole number.",
            "t.yaml:5: confidence_min: '.nan' is not a number such as 0.01.",
            "t.yaml:6: enabled: 'yes' is not true or false.",
            "t.yaml:1: first_side: is missing; expected one of buy, sell_short.",
            "t.yaml:8: coins[0]: 'BTCUSDT' is not an instrument such as bybit:BTCUSDT.",
            "t.yaml:8: coins[2]: 'x' is not an instrument such as bybit:BTCUSDT.",
            "t.yaml:11: tiers[0].weigth: unknown key. Did you mean weight?",
            "t.yaml:10: tiers[0].leverage: '10' is not a whole number.",
            "t.yaml:10: tiers[0].weight: is missing; expected a number such as 0.01.",
            "t.yaml:12: splits: expected keys below it, found a list.",
            "t.yaml:1: stop_quote: is missing; expected a number such as 0.01.",
        ];
        Assert.Equal(expected, mistakes.Select(mistake => mistake.ToString()));
    }

    [Theory]
    [InlineData("risk_per_trade_fraction: 0.01", "risk_per_trade_fraction: 1.5", 2, "is 1.5; expected above 0")]
    [InlineData("positions_max: 5", "positions_max: 0", 4, "positions_max is 0; expected from 1 to 9")]
    [InlineData("weight: 0.25", "weight: -1", 13, "tiers[1].weight is -1; expected from 0 to 1")]
    public void What_the_record_says_of_itself_is_a_mistake_on_the_keys_line(
        string part, string damage, int line, string problem)
    {
        var mistake = Assert.Single(Fails(Good.Replace(part, damage, StringComparison.Ordinal)));
        Assert.Equal(line, mistake.Line);
        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_was_read_is_checked_even_when_another_key_is_wrong()
    {
        var text = Good.Replace("48h", "48", StringComparison.Ordinal)
            .Replace("weight: 0.5", "weight: 2", StringComparison.Ordinal);
        Assert.Equal(
            ["t.yaml:3: half_life: '48' is not a duration such as 500ms, 20s, 15m, 48h or 3d.",
                "t.yaml:11: tiers[0].weight is 2; expected from 0 to 1."],
            Fails(text).Select(mistake => mistake.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("just text")]
    [InlineData("a: 1\n---\nb: 2")]
    public void A_file_that_is_no_mapping_is_a_mistake(string text) => Assert.Single(Fails(text));

    [Theory]
    [InlineData("name: whale\n\tx: 1", 1)]
    [InlineData("name: [1, 2", 1)]
    [InlineData("name: a\nname: b", 2)]
    [InlineData("name: \"open\nmore: 1\n", 1)]
    [InlineData("name: whale\n\u0000\u0001", 2)]
    [InlineData("a: *nowhere", 1)]
    public void A_corrupt_file_is_a_mistake_with_a_line(string text, int line)
    {
        var mistake = Assert.Single(Fails(text));
        Assert.StartsWith("is not YAML: ", mistake.Problem, StringComparison.Ordinal);
        Assert.InRange(mistake.Line!.Value, line, line + 2);
    }

    [Fact]
    public void An_absent_file_is_a_mistake_that_names_it()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ConfigException>(() => YamlConfig.Load<Options>(folder.File("no.yaml")));
        Assert.Contains("no.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_disk_is_read()
    {
        using var folder = new TempFolder();
        Assert.Equal("whale", YamlConfig.Load<Options>(folder.Write("yes.yaml", Good)).Name);
    }

    [Fact]
    public void A_constructor_that_refuses_is_a_mistake()
    {
        var mistakes = new List<ConfigMistake>();
        Assert.Null(YamlConfig.Parse<Throwing>("t.yaml", "count: 3", mistakes));
        Assert.Contains("count '3'", Assert.Single(mistakes).Problem, StringComparison.Ordinal);
    }

    private static Options Parse(string text)
    {
        var mistakes = new List<ConfigMistake>();
        var options = YamlConfig.Parse<Options>("t.yaml", text, mistakes);
        Assert.Empty(mistakes);
        return options!;
    }

    private static List<ConfigMistake> Fails(string text)
    {
        var mistakes = new List<ConfigMistake>();
        Assert.Null(YamlConfig.Parse<Options>("t.yaml", text, mistakes));
        return mistakes;
    }

    public sealed record Tier(int Leverage, double Weight) : IValidatedOptions
    {
        public ImmutableArray<string> Validate() => new Mistakes().Within("weight", Weight, 0.0, 1.0).Found;
    }

    public sealed record Options(
        string Name,
        decimal RiskPerTradeFraction,
        TimeSpan HalfLife,
        int PositionsMax,
        double ConfidenceMin,
        bool Enabled,
        Direction FirstSide,
        ImmutableArray<InstrumentId> Coins,
        IReadOnlyList<Tier> Tiers,
        ImmutableSortedDictionary<InstrumentId, decimal> Splits,
        decimal? StopQuote,
        int Extra = 7) : IValidatedOptions
    {
        public ImmutableArray<string> Validate()
        {
            var mistakes = new Mistakes()
                .Above("risk_per_trade_fraction", RiskPerTradeFraction, 0m, 0.02m)
                .Within("positions_max", PositionsMax, 1, 9);
            for (var i = 0; i < Tiers.Count; i++)
            {
                mistakes.Nested($"tiers[{i}]", Tiers[i]);
            }

            return mistakes.Found;
        }
    }

    public sealed record Throwing
    {
        public Throwing(int count) =>
            throw new ArgumentOutOfRangeException(nameof(count), $"count '{count}' must be even.");
    }
}
