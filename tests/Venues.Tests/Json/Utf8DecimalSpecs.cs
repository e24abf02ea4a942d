using System.Globalization;
using System.Text;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Tests.Json;

/// <summary>The plain decimals, against the framework's own reading of the same text.</summary>
public sealed class Utf8DecimalSpecs
{
    private const int Seed = 20260809;

    [Theory]
    [InlineData("0")]
    [InlineData("0.000")]
    [InlineData("00012.50")]
    [InlineData("65114.20")]
    [InlineData("-0.0001")]
    [InlineData("999999999999999999")]
    [InlineData("0.00000000000000001")]
    public void A_plain_number_is_read_with_its_scale(string text) => Expect(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+5")]
    [InlineData("-0")]
    [InlineData("-0.00")]
    [InlineData("1234567890123456789")]
    [InlineData("0.1234567890123456789")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("x")]
    public void Every_other_form_is_left_to_the_general_reader(string text) =>
        Assert.False(Utf8Decimal.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData("1e5", 1)]
    [InlineData("1,5", 1)]
    [InlineData("1.2.3", 3)]
    [InlineData("12 ", 2)]
    public void What_follows_a_number_is_left_alone(string text, int expected)
    {
        Assert.True(Utf8Decimal.TryRead(Encoding.UTF8.GetBytes(text), out _, out var length));
        Assert.Equal(expected, length);
    }

    [Fact]
    public void Any_number_equals_the_frameworks_bit_for_bit()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Soak.Count(50_000, 5_000_000); i++)
        {
            var whole = Digits(random, random.Next(1, 12));
            var fraction = Digits(random, random.Next(0, Utf8Decimal.DigitsMax - whole.Length + 1));
            var text = fraction.Length == 0 ? whole : $"{whole}.{fraction}";
            Expect(random.Next(4) == 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "-" + text : text);
        }
    }

    private static string Digits(Random random, int count) =>
        string.Create(count, random, static (span, random) =>
        {
            foreach (ref var c in span)
            {
                c = random.Next(3) == 0 ? '0' : (char)('0' + random.Next(10));
            }
        });

    private static void Expect(string text)
    {
        Assert.True(Utf8Decimal.TryRead(Encoding.UTF8.GetBytes(text), out var value, out var length), text);
        Assert.Equal(text.Length, length);
        var expected = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.True(decimal.GetBits(expected).SequenceEqual(decimal.GetBits(value)), $"{text} became {value}");
    }
}
