using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Tests.Json;

/// <summary>Rows read from their bytes, beside what a tree of the same JSON holds.</summary>
public sealed class VenueRowSpecs
{
    private const string All =
        """
        {"text":"a","empty":"","null":null,"number":-1.50,"exponent":"1e3","whole":"12","yes":true,"no":false,
        "time":"1684738540561","object":{"text":"in","list":[]},"list":[{"a":1},{"a":"2"}],"pairs":[["1","2"],["3"]]}
        """;

    [Fact]
    public void Each_kind_of_value_is_read_as_it_is_written()
    {
        var row = Parsed.Row(All);
        Assert.Equal(("a", "", "", ""), (row["text"u8].Text(), row["empty"u8].TextOrEmpty(),
            row["null"u8].TextOrEmpty(), row["absent"u8].NameOrEmpty()));
        Assert.Equal((-1.50m, 1000m, null), (row["number"u8].Decimal(), row["exponent"u8].Decimal(),
            row["empty"u8].DecimalOrNone()));
        Assert.Equal((12L, 12, null), (row["whole"u8].LongOrNone(), row["whole"u8].IntOrZero(),
            row["null"u8].LongOrNone()));
        Assert.Equal((true, false, null), (row["yes"u8].BoolOrNone(), row["no"u8].BoolOrNone(),
            row["null"u8].BoolOrNone()));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1684738540561), row["time"u8].Time());
        Assert.Equal("in", row["object"u8].Read(inner => inner["text"u8].Text()));
        Assert.Equal("1, 2", string.Join(", ", row["list"u8].Rows(inner => inner["a"u8].Text())));
        Assert.Equal("12, 3", string.Join(", ", row["pairs"u8].Lists(
            pair => pair[0, "one"u8].Text() + pair[1, "two"u8].TextOrEmpty())));
    }

    [Fact]
    public void Of_a_name_that_comes_twice_the_last_one_counts_however_it_is_written()
    {
        Assert.Equal("2", Parsed.Row("""{"a":"1","b":"x","a":"2"}""")["a"u8].Text());
        Assert.Equal("2", Parsed.Row("""{"a":"1","\u0061":"2"}""")["a"u8].Text());
        Assert.Equal("2", Parsed.Row("""{"\u0061":"1","a":"2"}""")["a"u8].Text());
        Assert.True(Parsed.Row("""{"a":"1","a":null}""")["a"u8].IsNone);
    }

    [Theory]
    [InlineData("""{"a":"\u0031.5"}""", "1.5")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "\U0001F600")]
    [InlineData("""{"a":"é"}""", "é")]
    [InlineData(""" { "a" : "spaced" } """, "spaced")]
    [InlineData("""{"a":1.50}""", "1.50")]
    public void A_text_is_unescaped(string json, string expected)
    {
        Assert.Equal(expected, Parsed.Row(json)["a"u8].Text());
        Assert.Equal(expected, Parsed.Row(json)["a"u8].Name());
    }

    [Fact]
    public void What_comes_again_is_the_same_string()
    {
        var first = Parsed.Row("""{"s":"BTCUSDT"}""")["s"u8].Name();
        Assert.Same(first, Parsed.Row("""{"other":1,"s":"BTCUSDT"}""")["s"u8].Name());
        Assert.Equal("ETHUSDT", Parsed.Row("""{"s":"ETHUSDT"}""")["s"u8].Name());
    }

    [Fact]
    public void More_fields_than_there_is_room_for_are_found_all_the_same()
    {
        const int Count = FieldTable.Room; // Four times as many.
        var row = Parsed.Row($"{{{string.Join(',', Enumerable.Range(0, Count).Select(i => $"\"f{i}\":{i}"))}}}");
        foreach (var i in Enumerable.Range(0, Count))
        {
            Assert.Equal(i, row[Encoding.UTF8.GetBytes($"f{i}")].Decimal());
        }

        Assert.True(row["f256"u8].IsNone);
        var tooMany = Enumerable.Range(0, FieldTable.CountMax + 1).Select(i => $"\"f{i}\":{i}");
        Assert.Throws<VenueFormatException>(() => Parsed.Row($"{{{string.Join(',', tooMany)}}}")["f0"u8].IsNone);
    }

    [Theory]
    [InlineData("""{"list":[{"a":1},{"a":"x"}]}""", "row.list[1].a 'x' is no number")]
    [InlineData("""{"b":[1,[2]],"list":[{"z":{"y":[]},"a":{}}]}""", "row.list[0].a is Object, must be a text")]
    [InlineData("""{"list":[{}]}""", "row.list[0].a is missing or empty")]
    [InlineData("""{"list":[1]}""", "row.list[0] is Number, must be an object")]
    [InlineData("""{"list":{}}""", "row.list is Object, must be a list")]
    [InlineData("""{"list":null}""", "row.list is Null, must be a list")]
    [InlineData("{}", "row.list is missing")]
    [InlineData("[]", "row is Array, must be an object")]
    [InlineData("null", "row is Null, must be an object")]
    [InlineData("""{"list":[{"a":"\ud83d"}]}""", "row.list[0].a holds an escape that is no character")]
    public void What_is_wrong_is_named_with_the_way_to_it(string json, string message)
    {
        var wrong = Assert.Throws<VenueFormatException>(
            () => Parsed.Row(json)["list"u8].Rows(row => row["a"u8].Decimal()).Length);
        Assert.Equal(message, wrong.Message);
    }

    [Fact]
    public void A_text_that_is_no_utf8_is_refused()
    {
        byte[] json = [.. "{\"a\":\""u8, 0xff, .. "\"}"u8];
        var room = new int[FieldTable.Room];
        Assert.Throws<VenueFormatException>(() => VenueRow.Of(json, "row", room)["a"u8].Text());
        Assert.Throws<VenueFormatException>(() => VenueRow.Of(json, "row", room)["a"u8].Name());
        Assert.Throws<VenueFormatException>(() => VenueRow.Of(json, "row", room)["a"u8].Decimal());
    }

    [Fact]
    public void Damaged_rows_hold_what_a_tree_of_them_holds()
    {
        var random = new Random(20261122);
        var original = Encoding.UTF8.GetBytes(All.ReplaceLineEndings(""));
        var (read, refused) = (0, 0);
        for (var i = 0; i < Soak.Count(5_000, 500_000); i++)
        {
            var mutant = Mutation.Of(original, random);
            var said = $"mutant {i}: {Encoding.UTF8.GetString(mutant)}";
            using var tree = Tree(mutant);
            if (tree is null)
            {
                Assert.ThrowsAny<JsonException>(() => VenueRow.Of(mutant, "row", Little())["a"u8].IsNone);
                refused++;
                continue;
            }

            Assert.True(HoldsTheSame(mutant, tree.RootElement), said);
            read++;
        }

        Assert.True(read > 500 && refused > 500, $"{read} read, {refused} refused");
    }

    private static bool HoldsTheSame(byte[] json, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return VenueValue.Of(json, "row").Kind == root.ValueKind;
        }

        var row = VenueRow.Of(json, "row", Little());
        foreach (var field in root.EnumerateObject())
        {
            // A name with an escape has a test of its own.
            var name = JsonMarshal.GetRawUtf8PropertyName(field);
            if (name.Contains((byte)'\\') || Last(root, name) is not { } expected)
            {
                continue;
            }

            var value = row[name];
            if (!value.Json.SequenceEqual(JsonMarshal.GetRawUtf8Value(expected)) || value.Kind != expected.ValueKind
                || NumberOf(value) != NumberOf(expected))
            {
                return false;
            }
        }

        return true;
    }

    private static JsonElement? Last(JsonElement root, ReadOnlySpan<byte> name)
    {
        try
        {
            return root.GetProperty(name);
        }
        catch (InvalidOperationException)
        {
            return null; // Another name holds an escape that is no character.
        }
    }

    private static string NumberOf(VenueValue value)
    {
        try
        {
            return FormattableString.Invariant($"{value.DecimalOrNone()}");
        }
        catch (VenueFormatException)
        {
            return "none";
        }
    }

    private static string NumberOf(JsonElement value)
    {
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Null => "",
                _ => "no number",
            };
            return text.Length == 0 ? ""
                : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? FormattableString.Invariant($"{number}")
                    : "none";
        }
        catch (InvalidOperationException)
        {
            return "none";
        }
    }

    // Room for two fields, so that tables grow.
    private static int[] Little() => new int[FieldTable.Room / 32];

    private static JsonDocument? Tree(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
