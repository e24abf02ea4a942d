using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>Taking paths and addresses apart.</summary>
public class PathPartsSpecs
{
    [Theory]
    [InlineData("akka.tcp://sys@host:4711/user/a", true, "akka.tcp://sys@host:4711", "/user/a")]
    [InlineData("akka://sys/user/a#12", true, "akka://sys", "/user/a#12")]
    [InlineData("akka://sys/", true, "akka://sys", "/")]
    [InlineData("akka://sys", true, "akka://sys", "/")]
    [InlineData("/user/a", false, "/user/a", "/")]
    public void A_path_is_cut_after_its_address(string path, bool isCut, string expectedAddress, string expectedRest)
    {
        Assert.Equal(isCut, ActorPath.TryParseParts(path, out var address, out var rest));
        Assert.Equal(expectedAddress, address.ToString());
        Assert.Equal(expectedRest, rest.ToString());
    }

    [Fact]
    public void Spans_are_read_as_text_is()
    {
        Assert.True(ActorPath.TryParseAddress(
            "akka.tcp://sys@host:4711/user/a", out var address, out ReadOnlySpan<char> rest));
        Assert.Equal(new Address("akka.tcp", "sys", "host", 4711), address);
        Assert.True(ActorPath.TryParse(new RootActorPath(address), rest, out var path));
        Assert.Equal("akka.tcp://sys@host:4711/user/a", path.ToString());
        Assert.True(Address.TryParse("akka://sys".AsSpan(), out var local));
        Assert.Equal(new Address("akka", "sys"), local);
        Assert.False(Address.TryParse("no address".AsSpan(), out _));
        Assert.False(Address.TryParse("http://sys/x".AsSpan(), out _, out ReadOnlySpan<char> _));
    }

    [Theory]
    [InlineData("akka.tcp://sys@host:4711", "sys@host:4711")]
    [InlineData("akka://sys", "sys")]
    public void An_address_without_its_protocol_is_system_host_and_port(string address, string expected) =>
        Assert.Equal(expected, Address.Parse(address).HostPort());

    [Fact]
    public void Addresses_have_an_order()
    {
        Address[] ordered =
        [
            new("akka", "a"), new("akka", "b"), new("akka", "b", "host", 1), new("akka", "b", "host", 2),
            new("tcp", "a"),
        ];
        Assert.Equal(ordered, ordered.Reverse().Order(Address.Comparer));
        Assert.Throws<ArgumentException>(() => ((IComparable)ordered[0]).CompareTo("akka://a"));
    }

    [Fact]
    public void A_path_without_an_address_is_relative()
    {
        Assert.Equal(["..", "a", "b#1"], RelativeActorPath.Unapply("../a/b#1")!);
        Assert.Equal(["", "user", "a"], RelativeActorPath.Unapply("/user/a")!);
        Assert.Null(RelativeActorPath.Unapply("akka://sys/user/a"));
    }
}
