using Akka.Configuration;

namespace Akka.Tests.Configuration;

/// <summary>What the text means, one small document a line.</summary>
public class HoconReadingSpecs
{
    [Theory]
    [InlineData("a = 1", "a", "1")]
    [InlineData("a : 1", "a", "1")]
    [InlineData("a=1,b=2", "b", "2")]
    [InlineData("{ a = 1 }", "a", "1")]
    [InlineData("{\"a\" : \"1\"}", "a", "1")]
    [InlineData("a.b.c = x", "a.b.c", "x")]
    [InlineData("a { b { c = x } }", "a.b.c", "x")]
    [InlineData("a { b.c = x }", "a.b.c", "x")]
    [InlineData("a { b { c = x } d = y }", "a.d", "y")]
    [InlineData("a\n{\n  b\n  {\n    c = x\n  }\n}", "a.b.c", "x")]
    [InlineData("a =\n{\n  b = x\n}", "a.b", "x")]
    [InlineData("a = { b = 1 }", "a.b", "1")]
    [InlineData("a.b = 1\na.c = 2", "a.b", "1")]
    [InlineData("a { b = 1 }\na { b = 2 }", "a.b", "2")]
    [InlineData("a { b = 1 }\na { c = 2 }", "a.b", "1")]
    [InlineData("a = 1\na { c = 2 }", "a.c", "2")]
    [InlineData("a { c = 2 }\na = 1", "a", "1")]
    [InlineData("\"a.b\".c = 1", "\"a.b\".c", "1")]
    [InlineData("\"System.Byte[]\" = bytes", "\"System.Byte[]\"", "bytes")]
    [InlineData("/user/a/* { n = 1 }", "/user/a/*.n", "1")]
    [InlineData("a b c = 1", "a b c", "1")]
    [InlineData("a = one two  three  ", "a", "one two  three")]
    [InlineData("a = one \"two\" three", "a", "one two three")]
    [InlineData("a = \"  padded \"", "a", "  padded ")]
    [InlineData("a = \"\"", "a", "")]
    [InlineData("a = 10 s # ten", "a", "10 s")]
    [InlineData("a = 10 s // ten", "a", "10 s")]
    [InlineData("# first\n// second\na = 1", "a", "1")]
    [InlineData("a = // later\n 1", "a", "1")]
    [InlineData("a = \"http://x/#y\"", "a", "http://x/#y")]
    [InlineData("a = \"say \\\"hi\\\"\\n\\t\\\\ \\u00e9\"", "a", "say \"hi\"\n\t\\ é")]
    [InlineData("a = \"\"\"raw \"quoted\" \\n\n text\"\"\"", "a", "raw \"quoted\" \\n\n text")]
    [InlineData("a = \"\"\"ends with \"\"\"\"", "a", "ends with \"")]
    [InlineData("a = 1e+3", "a", "1e+3")]
    [InlineData("a = -1", "a", "-1")]
    [InlineData("a = akka.actor.provider", "a", "akka.actor.provider")]
    [InlineData("\uFEFFa = 1", "a", "1")]
    [InlineData("a = 1\r\nb = 2\r\n", "a", "1")]
    [InlineData("a = b\tc", "a", "b\tc")]
    [InlineData("include = 1", "include", "1")]
    [InlineData("includes = 1", "includes", "1")]
    public void Text_is_read(string hocon, string path, string expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString(path));

    [Theory]
    [InlineData("b = x\na = ${b}", "x")]
    [InlineData("a = ${b}\nb = x", "x")]
    [InlineData("a = ${b.c}\nb { c = x }", "x")]
    [InlineData("a = ${ b.c }\nb.c = x", "x")]
    [InlineData("a = ${b}\nb = x\nb = y", "y")]
    [InlineData("b = x\na = pre ${b} post", "pre x post")]
    [InlineData("b = x\na = ${b}${b}", "xx")]
    [InlineData("a = ${b}\nb = ${c}\nc = x", "x")]
    [InlineData("a = x\na = ${a} y", "x y")]
    [InlineData("a = x\na = ${a} y\na = ${a} z", "x y z")]
    [InlineData("a = pre${?nowhere}post", "prepost")]
    [InlineData("a = x\na = ${?nowhere}", "x")]
    [InlineData("a = ${?a}x", "x")]
    [InlineData("a = ${\"b.c\"}\n\"b.c\" = x", "x")]
    public void Substitutions_are_followed(string hocon, string expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString("a"));

    [Theory]
    [InlineData("a = [1,2,3]", "1 2 3")]
    [InlineData("a = [ 1\n 2\n 3 ]", "1 2 3")]
    [InlineData("a = [1, 2, 3,]", "1 2 3")]
    [InlineData("a = []", "")]
    [InlineData("a = [1] [2,3]", "1 2 3")]
    [InlineData("b = [1]\na = ${b} [2] ${b}", "1 2 1")]
    [InlineData("a = [1]\na = ${a} [2]", "1 2")]
    [InlineData("a = [1]\na += 2\na += 3", "1 2 3")]
    [InlineData("a += 1", "1")]
    [InlineData("a = [one, \"two, three\"] # end", "one two, three")]
    [InlineData("a = [1, # first\n 2 // second\n]", "1 2")]
    [InlineData("b = x\na = [${b}, ${?c}, y]", "x y")]
    [InlineData("a = [1]\na = [2]", "2")]
    public void Arrays_are_read(string hocon, string expected) =>
        Assert.Equal(expected, string.Join(' ', ConfigurationFactory.ParseString(hocon).GetStringList("a")));

    [Fact]
    public void Objects_join_with_substitutions_and_later_members_win()
    {
        var config = ConfigurationFactory.ParseString(
            """
            base { x = 1, deep { p = 1, q = 1 } }
            one = ${base} { x = 2, deep { q = 2 } }
            two = ${base}
            two { y = 3, deep.p = 3 }
            three { x = 9 }
            three = ${base}
            """);
        Assert.Equal("2 1 2", $"{config.GetInt("one.x")} {config.GetInt("one.deep.p")} {config.GetInt("one.deep.q")}");
        Assert.Equal("1 3 3 1",
            $"{config.GetInt("two.x")} {config.GetInt("two.y")} "
            + $"{config.GetInt("two.deep.p")} {config.GetInt("two.deep.q")}");
        Assert.Equal(1, config.GetInt("three.x"));
        Assert.Equal(1, config.GetInt("base.x"));
    }

    [Fact]
    public void A_reference_to_a_neighbour_inside_the_same_object_is_no_cycle()
    {
        var config = ConfigurationFactory.ParseString("bar { foo = 42, baz = ${bar.foo} }");
        Assert.Equal(42, config.GetInt("bar.baz"));
    }

    [Fact]
    public void A_key_inside_an_object_can_refer_to_what_the_object_was_before()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1 }\na.b = ${a}\na.b.y = 2");
        Assert.Equal(1, config.GetInt("a.b.x"));
        Assert.Equal(2, config.GetInt("a.b.y"));
        Assert.False(config.HasPath("a.b.b"));
    }

    [Fact]
    public void A_member_of_the_earlier_value_can_replace_the_value()
    {
        var config = ConfigurationFactory.ParseString("a { x { y = 1 } }\na = ${a.x} { z = 2 }");
        Assert.Equal(1, config.GetInt("a.y"));
        Assert.Equal(2, config.GetInt("a.z"));
    }

    [Fact]
    public void An_optional_reference_to_nothing_leaves_no_key()
    {
        var config = ConfigurationFactory.ParseString("a = ${?nowhere}\nb = 1");
        Assert.False(config.HasPath("a"));
        Assert.Equal(1, config.GetInt("b"));
    }

    [Fact]
    public void A_reference_nobody_defines_is_looked_up_in_the_environment()
    {
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"),
            ConfigurationFactory.ParseString("a = ${PATH}").GetString("a"));
    }

    [Fact]
    public void Null_is_a_value_without_text()
    {
        var config = ConfigurationFactory.ParseString("a = null, b = \"null\"");
        Assert.True(config.HasPath("a"));
        Assert.Null(config.GetString("a", "other"));
        Assert.Equal("null", config.GetString("b"));
    }

    [Fact]
    public void Included_documents_come_from_the_callback_and_lose_to_what_follows()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"other\"\n x = 2 }",
            name => Akka.Configuration.Hocon.Parser.Parse($"x = 1, y = {name}", null));
        Assert.Equal(2, config.GetInt("a.x"));
        Assert.Equal("other", config.GetString("a.y"));
    }

    [Theory]
    [InlineData("a { b = 1", "line 1, column 10")]
    [InlineData("a = [1, 2", "line 1, column 10")]
    [InlineData("a = 1\n}", "line 2, column 1")]
    [InlineData("a = \"x\nb = 2", "line 1, column 7")]
    [InlineData("a = \"\"\"x", "line 1, column 8")]
    [InlineData("a = 1\nb\nc = 2", "after the key 'b'")]
    [InlineData("a = ", "line 1, column 5")]
    [InlineData("a = b = c", "line 1, column 7")]
    [InlineData("a = ${b", "line 1")]
    [InlineData("x = 1\na = ${nowhere.to.be.found}", "line 2")]
    [InlineData("a = ${a}", "line 1")]
    [InlineData("a = \"\\q\"", "line 1")]
    [InlineData("a..b = 1", "line 1, column 3")]
    [InlineData("include \"x\"", "include")]
    [InlineData("a = ${b}\nb = ${a}", "cycle")]
    [InlineData("a { b = ${c} }\nc = ${a}", "itself")]
    [InlineData("a = text ${b}\nb { c = 1 }", "joined")]
    [InlineData("[1, 2]", "line 1, column 1")]
    public void A_mistake_is_reported_with_its_place(string hocon, string expected)
    {
        var error = Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(hocon));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Printed_text_reads_back_as_the_same_values()
    {
        var config = ConfigurationFactory.ParseString(
            "a { \"x.y\" = \"1 # 2\", list = [1, { b = \"\" }, \"a,b\"], "
            + "text = \"line\\n\\\"quoted\\\"\", n = null, w = \"null\" }");
        var again = ConfigurationFactory.ParseString(config.ToString());
        Assert.Equal(config.ToString(), again.ToString());
        Assert.Equal("1 # 2", again.GetString("a.\"x.y\""));
        Assert.Equal("line\n\"quoted\"", again.GetString("a.text"));
        Assert.Null(again.GetString("a.n"));
        Assert.Equal("null", again.GetString("a.w"));
        Assert.Equal("a,b", again.GetValue("a.list")!.GetArray()[2].GetString());
    }
}
