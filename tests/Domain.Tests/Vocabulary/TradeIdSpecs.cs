using System.Text;
using System.Text.Json;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Vocabulary;

/// <summary>Trade ids: whatever form they are kept in, the text is the venue's.</summary>
public sealed class TradeIdSpecs
{
    [Theory]
    [InlineData("a9188a0a-82bc-50de-be60-03eedbe3cdd7", true)]
    [InlineData("00000000-0000-0000-0000-000000000000", true)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", true)]
    [InlineData("2280000001739247417", true)]
    [InlineData("0", true)]
    [InlineData("9999999999999999999", true)]
    [InlineData("A9188A0A-82BC-50DE-BE60-03EEDBE3CDD7", false)]
    [InlineData("a9188a0a-82bc-50de-be60-03eedbe3cdg7", false)]
    [InlineData("a9188a0a_82bc-50de-be60-03eedbe3cdd7", false)]
    [InlineData("10000000000000000000", false)]
    [InlineData("007", false)]
    [InlineData("-7", false)]
    [InlineData("", false)]
    [InlineData("t", false)]
    [InlineData("größer als sechsunddreissig Zeichen sind", false)]
    public void The_text_survives(string text, bool isPlain)
    {
        Assert.Equal(isPlain, TradeId.TryParsePlain(Encoding.UTF8.GetBytes(text), out var plain));
        var id = TradeId.Parse(text);
        Assert.Equal(text, id.ToString());
        Assert.Equal(isPlain ? id : default, plain);
        Assert.Equal(id, TradeId.Parse(text));
        Assert.NotEqual(id, TradeId.Parse(text + "1"));
        Assert.Equal(id, JsonSerializer.Deserialize<TradeId>(JsonSerializer.Serialize(id)));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(2_300_000_001L)]
    [InlineData(long.MaxValue)]
    [InlineData(-7L)]
    public void A_whole_number_is_the_same_as_its_text(long number) =>
        Assert.Equal(TradeId.Parse(FormattableString.Invariant($"{number}")), TradeId.Of(number));

    [Fact]
    public void It_is_a_text_in_json() => Assert.Equal(
        "\"2280000001739247417\"", JsonSerializer.Serialize(TradeId.Parse("2280000001739247417")));

    [Fact]
    public void A_number_in_json_is_none() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TradeId>("7"));

    [Fact]
    public void A_number_differs_from_the_uuid_of_the_same_bits() => Assert.NotEqual(
        TradeId.Parse("0"), TradeId.Parse("00000000-0000-0000-0000-000000000000"));
}
