using Akka.Configuration;

namespace Akka.Tests.Configuration;

/// <summary>Reading typed values by path, and laying configurations over each other.</summary>
public class ConfigSpecs
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    public void Booleans_have_three_spellings(string text, bool expected) =>
        Assert.Equal(expected, Parse($"a = {text}").GetBoolean("a", !expected));

    [Fact]
    public void Other_words_are_no_booleans() =>
        Assert.Throws<NotSupportedException>(() => Parse("a = maybe").GetBoolean("a"));

    [Theory]
    [InlineData("1000000 ns", 1)]
    [InlineData("1000us", 1)]
    [InlineData("20 microseconds", 0.02)]
    [InlineData("5", 5)]
    [InlineData("5ms", 5)]
    [InlineData("5 milliseconds", 5)]
    [InlineData("1.5s", 1500)]
    [InlineData("10 s", 10_000)]
    [InlineData("1 second", 1000)]
    [InlineData("2m", 120_000)]
    [InlineData("5 minutes", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("2 days", 172_800_000)]
    public void Durations_have_units(string text, double expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), Parse($"a = {text}").GetTimeSpan("a"));

    [Fact]
    public void Infinite_is_a_duration_where_it_is_allowed()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, Parse("a = infinite").GetTimeSpan("a"));
        Assert.Throws<FormatException>(() => Parse("a = infinite").GetTimeSpan("a", null, allowInfinite: false));
    }

    [Theory]
    [InlineData("10 parsecs")]
    [InlineData("-1s")]
    [InlineData("soon")]
    public void Durations_that_make_no_sense_are_refused(string text) =>
        Assert.Throws<FormatException>(() => Parse($"a = {text}").GetTimeSpan("a"));

    [Theory]
    [InlineData("128", 128)]
    [InlineData("128b", 128)]
    [InlineData("128 B", 128)]
    [InlineData("10 bytes", 10)]
    [InlineData("1kB", 1000)]
    [InlineData("1 kilobyte", 1000)]
    [InlineData("1K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1KiB", 1024)]
    [InlineData("1 kibibyte", 1024)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("2 megabytes", 2_000_000)]
    [InlineData("2M", 2_097_152)]
    [InlineData("2MiB", 2_097_152)]
    [InlineData("1GB", 1_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1.5 KiB", 1536)]
    public void Sizes_have_units(string text, long expected) =>
        Assert.Equal(expected, Parse($"a = {text}").GetByteSize("a"));

    [Fact]
    public void Numbers_of_every_kind_are_read()
    {
        var config = Parse(
            "i = -7, l = 9000000000, d = 1.5e3, m = 0.1, f = 2.5, is = [1,2], ds = [0.5], bs = [on, off]");
        Assert.Equal(-7, config.GetInt("i"));
        Assert.Equal(9_000_000_000, config.GetLong("l"));
        Assert.Equal(1500, config.GetDouble("d"));
        Assert.Equal(0.1m, config.GetDecimal("m"));
        Assert.Equal(2.5f, config.GetFloat("f"));
        Assert.Equal([1, 2], config.GetIntList("is"));
        Assert.Equal([1L, 2L], config.GetLongList("is"));
        Assert.Equal([1, 2], config.GetByteList("is"));
        Assert.Equal([0.5], config.GetDoubleList("ds"));
        Assert.Equal([0.5m], config.GetDecimalList("ds"));
        Assert.Equal([true, false], config.GetBooleanList("bs"));
        Assert.Throws<FormatException>(() => Parse("i = many").GetInt("i"));
    }

    [Fact]
    public void Where_nothing_is_the_default_answers()
    {
        var config = Parse("x = 1");
        Assert.Null(config.GetString("a"));
        Assert.Equal("d", config.GetString("a", "d"));
        Assert.Equal(3, config.GetInt("a", 3));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("a"));
        Assert.Equal(TimeSpan.FromSeconds(1), config.GetTimeSpan("a.b", TimeSpan.FromSeconds(1)));
        Assert.Null(config.GetByteSize("a"));
        Assert.Empty(config.GetStringList("a"));
        Assert.Equal(["z"], config.GetStringList("a", ["z"]));
        Assert.True(config.GetConfig("a").IsNullOrEmpty());
        Assert.Equal("d", Config.Empty.GetString("a.b", "d"));
    }

    [Fact]
    public void A_value_of_the_wrong_shape_is_a_configuration_error()
    {
        var config = Parse("list = [1], text = x, obj { a = 1 }");
        Assert.Throws<ConfigurationException>(() => config.GetString("list"));
        Assert.Throws<ConfigurationException>(() => config.GetString("obj"));
        Assert.Throws<ConfigurationException>(() => config.GetStringList("text"));
    }

    [Fact]
    public void Fallbacks_answer_in_the_order_they_were_added()
    {
        var config = Parse("a = 1").WithFallback(Parse("a = 2, b = 2")).WithFallback(Parse("a = 3, b = 3, c = 3"));
        Assert.Equal("1 2 3", $"{config.GetInt("a")} {config.GetInt("b")} {config.GetInt("c")}");
        Assert.Equal(1, config.WithFallback(Parse("a = 9")).GetInt("a"));
        Assert.Equal(3, config.Fallback!.GetInt("c"));
    }

    [Fact]
    public void Objects_merge_with_fallbacks_but_lists_and_texts_do_not()
    {
        var config = Parse("o { a = 1 }, l = [1], t = x")
            .WithFallback(Parse("o { a = 2, b = 2 }, l = [2, 3], t { y = 1 }"));
        Assert.Equal("1 2", $"{config.GetInt("o.a")} {config.GetInt("o.b")}");
        Assert.Equal([1], config.GetIntList("l"));
        Assert.False(config.HasPath("t.y"));
        Assert.Equal(2, config.GetConfig("o").GetInt("b"));
    }

    [Fact]
    public void Adding_a_fallback_changes_neither_side()
    {
        var top = Parse("o { a = 1 }");
        var bottom = Parse("o { b = 2 }");
        Assert.Equal(2, top.WithFallback(bottom).GetInt("o.b"));
        Assert.False(top.HasPath("o.b"));
        Assert.False(bottom.HasPath("o.a"));
    }

    [Fact]
    public void Fallbacks_are_printed_on_demand()
    {
        var config = Parse("o { a = 1 }").WithFallback(Parse("o { b = 2 }, c = 3"));
        var own = Parse(config.ToString());
        Assert.Equal((1, false, false), (own.GetInt("o.a"), own.HasPath("o.b"), own.HasPath("c")));
        Assert.Equal(config.ToString(), config.ToString(includeFallback: false));
        var whole = Parse(config.ToString(includeFallback: true));
        Assert.Equal((1, 2, 3), (whole.GetInt("o.a"), whole.GetInt("o.b"), whole.GetInt("c")));
    }

    [Fact]
    public void Empty_sides_disappear()
    {
        var config = Parse("a = 1");
        Assert.Same(config, config.WithFallback(Config.Empty));
        Assert.Same(config, config.WithFallback(null));
        Assert.Equal(1, Config.Empty.WithFallback(config).GetInt("a"));
        Assert.Equal(1, Parse("").WithFallback(config).GetInt("a"));
        Assert.Same(config, ((Config?)null).SafeWithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
        Assert.True(Parse(" # nothing").IsEmpty);
    }

    [Fact]
    public void Members_are_listed_with_their_plain_names()
    {
        var config = Parse("map { \"System.Byte[], x\" = bytes, b.c = 1 }").WithFallback(Parse("map.z = 2"));
        Assert.Equal(["System.Byte[], x", "b", "z"], config.GetConfig("map").AsEnumerable().Select(m => m.Key).Order());
    }

    [Fact]
    public void Text_turns_into_configuration_where_one_is_expected()
    {
        Config config = "a = 1";
        Assert.Equal(2, (config + "b = 2").GetInt("b"));
        Assert.Equal(3, ("a = 3" + config).GetInt("a"));
        Assert.Equal(1, config.GetValue("a")!.AtKey("k").GetInt("k"));
    }

    [Fact]
    public void Objects_and_resources_become_configurations()
    {
        var config = ConfigurationFactory.FromObject(new { a = new { b = 1, c = "x y" }, d = new List<int> { 1, 2 } });
        Assert.Equal(1, config.GetInt("a.b"));
        Assert.Equal("x y", config.GetString("a.c"));
        Assert.Equal([1, 2], config.GetIntList("d"));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.FromResource<ConfigSpecs>("no.such.conf"));
    }

    [Fact]
    public void A_missing_section_is_named_in_the_error()
    {
        var error = ConfigurationException.NullOrEmptyConfig<ConfigSpecs>("akka.some.section");
        Assert.Contains("akka.some.section", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ConfigSpecs), error.Message, StringComparison.Ordinal);
    }
}
