using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>The venue's worlds and what each can do.</summary>
public sealed class EnvironmentSpecs
{
    [Theory]
    [InlineData("https://api.bybit.com", "wss://stream.bybit.com/v5/private", "mainnet", true,
        "wss://stream.bybit.com/v5/trade", 1)]
    [InlineData("https://api-testnet.bybit.com", "wss://stream-testnet.bybit.com/v5/private", "testnet", false,
        "wss://stream-testnet.bybit.com/v5/trade", 1)]
    [InlineData("https://api-demo.bybit.com", "wss://stream-demo.bybit.com/v5/private", "demo", false, null, 7)]
    [InlineData("https://api.bybit.nl", "wss://stream.bybit.nl/v5/private", "api.bybit.nl", true,
        "wss://stream.bybit.nl/v5/trade", 1)]
    [InlineData("http://127.0.0.1:8080", "ws://127.0.0.1:8080/v5/private", "127.0.0.1", false,
        "ws://127.0.0.1:8080/v5/trade", 1)]
    public void Hosts_name_their_environment_and_what_it_can(
        string rest, string stream, string name, bool isRealMoney, string? orders, int daysKept)
    {
        var environment = BybitEnvironment.Of(new Uri(rest), new Uri(stream));
        var can = environment.Capabilities;
        Assert.Equal((name, isRealMoney), (can.Environment, can.IsRealMoney));
        Assert.Equal(orders, environment.WebSocketOrders?.ToString());
        Assert.Equal(orders is not null, can.HasSocketOrders);
        Assert.Equal(TimeSpan.FromDays(daysKept), can.OrderKeptFor);
        Assert.Equal((20, 2), (can.OrdersPerBatchMax, can.PositionModes.Length));
    }

    [Fact]
    public void Addresses_of_two_environments_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => BybitEnvironment.Of(
            new Uri("https://api-testnet.bybit.com"), new Uri("wss://stream.bybit.com/v5/private")));
        Assert.Contains("'api-testnet.bybit.com' is of testnet", error.Message);
        Assert.Contains("'stream.bybit.com' of mainnet", error.Message);
    }

    [Fact]
    public async Task A_demo_account_has_no_socket_for_orders()
    {
        var options = new BybitOptions
        {
            RestEndpoint = BybitEnvironment.Demo.Rest,
            WebSocketPublic = new Uri("wss://stream.bybit.com/v5/public"),
        };
        using var rest = new BybitRestClient(options, TimeProvider.System);
        var error = Assert.Throws<ArgumentException>(() => new BybitAccountClient(
            rest, options, BybitEnvironment.Demo, new BybitAccountOptions(), new ApiCredentials("k", "s"),
            TimeProvider.System, ordersBySocket: true));
        Assert.Contains("demo has no socket for orders", error.Message);
        Assert.Throws<ArgumentException>(() => new BybitAccountClient(
            rest, options, BybitEnvironment.Mainnet, new BybitAccountOptions(), new ApiCredentials("k", "s"),
            TimeProvider.System));
        await using var client = new BybitAccountClient(
            rest, options, BybitEnvironment.Demo, new BybitAccountOptions(), new ApiCredentials("k", "s"),
            TimeProvider.System);
        Assert.Null(client.OrderChannel);
        Assert.Equal(0, client.Clock.Samples);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        Assert.NotNull(new BybitAccountOptions().Validated());
        var wrong = new BybitAccountOptions
        {
            ReceiveWindow = TimeSpan.Zero,
            GapOverlap = TimeSpan.FromDays(2),
            RestartPauseMin = TimeSpan.FromMinutes(2),
            RememberedMax = 0,
            Venues = ["binance"],
        };
        var message = Assert.Throws<ArgumentException>(() => wrong.Validated()).Message;
        foreach (var words in new[]
        {
            "ReceiveWindow is '00:00:00'", "GapOverlap is '2.00:00:00'", "RestartPauseMax is '00:01:00'",
            "RememberedMax is '0'", "Venues has 'binance'",
        })
        {
            Assert.Contains(words, message);
        }
    }
}
