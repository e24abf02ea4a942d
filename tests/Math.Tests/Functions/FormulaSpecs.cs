using WhaleStack.Quant.Functions;

namespace WhaleStack.Quant.Tests.Functions;

/// <summary>Formulas of one's own are found by name and keep the contract.</summary>
public sealed class FormulaSpecs
{
    public static TheoryData<string> Names => [.. FormulaTable.All.Keys];

    [Fact]
    public void Every_formula_stands_in_the_table()
    {
        var written = typeof(IFormula).Assembly.GetTypes()
            .Where(static type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IFormula)));
        var made = FormulaTable.All.Values.Select(static entry => entry.Make(FormulaParameters.None).GetType());
        Assert.Equal(
            written.Select(static type => type.Name).Order(), made.Select(static type => type.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_formula_gives_finite_numbers_and_the_same_ones_again(string name)
    {
        var formula = FormulaTable.Make(name, FormulaParameters.None);
        var first = Bars().Select(bar => formula.Add(bar)).ToArray();
        Assert.Equal(first[^1], formula.Value);
        Assert.Null(first[0]);
        Assert.Contains(first, static value => value is not null);
        Assert.All(first, static value => Assert.True(value is null || double.IsFinite(value.Value)));
        formula.Clear();
        Assert.Null(formula.Value);
        Assert.Equal(first, Bars().Select(bar => formula.Add(bar)));
    }

    [Fact]
    public void The_example_by_hand()
    {
        var formula = FormulaTable.Make(
            "range_position", new FormulaParameters(new Dictionary<string, double> { ["period"] = 2 }));
        Assert.Null(formula.Add(Bar(10, 6, 7)));
        Assert.Equal(0.75, formula.Add(Bar(9, 8, 9))); // (9 - 6) / (10 - 6)
        Assert.Equal(0.0, formula.Add(Bar(8, 5, 5)));
    }

    [Fact]
    public void What_is_not_there_is_refused_by_name()
    {
        var none = Assert.Throws<ArgumentException>(() => FormulaTable.Make("rnage", FormulaParameters.None));
        Assert.Contains("rnage", none.Message);
        Assert.Contains("range_position", none.Message);
        Assert.Contains("periods", Refused("periods", 5).Message);
        Assert.Equal("period", Assert.IsType<ArgumentOutOfRangeException>(Refused("period", 2.5)).ParamName);
        Assert.Equal("period", Assert.IsType<ArgumentOutOfRangeException>(Refused("period", double.NaN)).ParamName);
        Assert.Equal("period", Assert.IsType<ArgumentOutOfRangeException>(Refused("period", 0)).ParamName);
    }

    private static ArgumentException Refused(string name, double value) => Assert.ThrowsAny<ArgumentException>(
        () => FormulaTable.Make(
            "range_position", new FormulaParameters(new Dictionary<string, double> { [name] = value })));

    private static IEnumerable<MarketBar> Bars()
    {
        var random = new SeededRandom(1);
        return Enumerable.Range(0, 1_000).Select(_ =>
        {
            var low = 100.0 + random.NextDouble();
            return Bar(low + random.NextDouble(), low, low);
        });
    }

    private static MarketBar Bar(double high, double low, double close) => MarketBar.OfCandle(
        new HeatmapCandle(DateTimeOffset.UnixEpoch, close, high, low, close, 1_000.0), volumeBase: 10.0);
}
