using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Bybit.Private;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Orders over the socket: receipts by id, and what is in doubt when it is lost.</summary>
public sealed class SocketOrdersSpecs : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _frames = new();
    private ScriptedAccount _venue = null!;
    private readonly List<IAsyncDisposable> _made = [];

    public async Task InitializeAsync() => _venue = await ScriptedAccount.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var made in _made)
        {
            await made.DisposeAsync();
        }

        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_sent_as_documented_and_answered_by_its_id()
    {
        var orders = Orders(id => Answer(id, 0, """{"orderId":"o-1","orderLinkId":"bot-1"}"""));
        var receipt = (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Granted();
        Assert.Equal(new OrderReceipt("bot-1", "o-1"), receipt);
        using var sent = JsonDocument.Parse(Assert.Single(_frames));
        var root = sent.RootElement;
        Assert.Equal(
            ["reqId", "header", "op", "args"], root.EnumerateObject().Select(property => property.Name));
        Assert.InRange(root.GetProperty("reqId").GetString()!.Length, 1, 36);
        Assert.Equal("5000", root.GetProperty("header").GetProperty("X-BAPI-RECV-WINDOW").GetString());
        Assert.True(long.TryParse(root.GetProperty("header").GetProperty("X-BAPI-TIMESTAMP").GetString(), out _));
        Assert.Equal("order.create", root.GetProperty("op").GetString());
        Assert.Equal(
            """
            [{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"60000",
            "timeInForce":"PostOnly","positionIdx":0,"orderLinkId":"bot-1"}]
            """.ReplaceLineEndings(""),
            root.GetProperty("args").GetRawText());
        Assert.Equal(ChannelState.Live, orders.Health.State);
    }

    [Fact]
    public async Task Every_kind_of_command_has_its_operation()
    {
        var orders = Orders(id => Answer(
            id,
            0,
            """{"orderId":"o-1","orderLinkId":"bot-1","list":[{"orderId":"o-1","orderLinkId":"bot-1"}]}""",
            """{"list":[{"code":0,"msg":"OK"}]}"""));
        var change = new OrderChange(Tickets.Key(), LimitQuote: 1m);
        (await orders.ChangeAsync(change, CancellationToken.None)).Granted();
        (await orders.CancelAsync(Tickets.Key(), CancellationToken.None)).Granted();
        Assert.Single(await orders.PlaceManyAsync([Tickets.Limit()], CancellationToken.None))
            .Granted();
        Assert.Single(await orders.ChangeManyAsync([change], CancellationToken.None)).Granted();
        Assert.Single(await orders.CancelManyAsync([Tickets.Key()], CancellationToken.None)).Granted();
        Assert.Equal(
            ["order.amend", "order.cancel", "order.create-batch", "order.amend-batch", "order.cancel-batch"],
            _frames.Select(Operation));
        Assert.Equal(5, _frames.Select(Id).Distinct().Count());
    }

    [Fact]
    public async Task Answers_find_their_requests_in_whatever_order_they_come()
    {
        var waiting = new List<string>();
        var orders = Orders(id =>
        {
            waiting.Add(id);
            return waiting.Count < 2 ? [] : [.. waiting.AsEnumerable().Reverse().SelectMany(one =>
                Answer(one, 0, $$"""{"orderId":"for-{{one}}","orderLinkId":""}"""))];
        });
        var both = await Task.WhenAll(
            orders.PlaceAsync(Tickets.Limit("a"), CancellationToken.None),
            orders.PlaceAsync(Tickets.Limit("b"), CancellationToken.None));
        Assert.Equal(
            waiting.Select(id => $"for-{id}").Order(), both.Select(one => one.Granted().VenueOrderId).Order());
    }

    [Theory]
    [InlineData(110072, VenueErrorKind.Duplicate)]
    [InlineData(10403, VenueErrorKind.RateLimited)]
    [InlineData(20006, VenueErrorKind.Duplicate)]
    [InlineData(10404, VenueErrorKind.BadRequest)]
    public async Task A_refusal_is_a_refusal(int code, VenueErrorKind kind)
    {
        var orders = Orders(id => Answer(id, code, "{}"));
        Assert.Equal(kind, (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused().Kind);
        Assert.Single(_frames);
    }

    [Fact]
    public async Task The_wrong_time_is_corrected_and_the_order_sent_once_more_under_a_new_id()
    {
        var hourLater = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        var orders = Orders(id => _frames.Count == 1
            ? Answer(id, 10002, "{}", message: $"server_timestamp[{hourLater}],recv_window[5000]")
            : Answer(id, 0, """{"orderId":"o-1","orderLinkId":"bot-1"}"""));
        (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Granted();
        Assert.Equal(2, _frames.Select(Id).Distinct().Count());
        using var second = JsonDocument.Parse(_frames.Last());
        var told = long.Parse(second.RootElement.GetProperty("header").GetProperty("X-BAPI-TIMESTAMP").GetString()!);
        Assert.InRange(told, hourLater - 1_000, hourLater + 60_000);
    }

    [Fact]
    public async Task What_was_sent_and_not_answered_when_the_socket_is_lost_is_in_doubt_and_not_sent_again()
    {
        var sessions = 0;
        _venue.OnSocket = async (_, socket, over) =>
        {
            var isFirst = Interlocked.Increment(ref sessions) == 1;
            await GreetAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                _frames.Enqueue(text);
                if (isFirst)
                {
                    socket.Abort();
                    return;
                }

                foreach (var answer in Answer(Id(text), 0, """{"orderId":"o-2","orderLinkId":"b"}"""))
                {
                    await ScriptedVenue.SendAsync(socket, answer, over);
                }
            }
        };
        var orders = Start();
        var error = (await orders.PlaceAsync(Tickets.Limit("a"), CancellationToken.None)).InDoubt();
        Assert.Contains("lost", error.Message);
        (await orders.PlaceAsync(Tickets.Limit("b"), CancellationToken.None)).Granted();
        Assert.Equal(["a", "b"], _frames.Select(LinkId));
    }

    [Fact]
    public async Task A_restart_of_the_venues_service_leaves_a_doubt_and_a_new_session()
    {
        var sessions = 0;
        _venue.OnSocket = async (_, socket, over) =>
        {
            var isFirst = Interlocked.Increment(ref sessions) == 1;
            await GreetAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                foreach (var answer in Answer(Id(text), isFirst ? 10019 : 0, """{"orderId":"o-2"}"""))
                {
                    await ScriptedVenue.SendAsync(socket, answer, over);
                }
            }
        };
        var orders = Start();
        (await orders.PlaceAsync(Tickets.Limit("a"), CancellationToken.None)).InDoubt();
        (await orders.PlaceAsync(Tickets.Limit("b"), CancellationToken.None)).Granted();
        Assert.Equal(2, sessions);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_doubt()
    {
        var orders = Orders(
            _ => [], ScriptedAccount.Options with { ReceiptTimeout = TimeSpan.FromMilliseconds(100) });
        Assert.Contains(
            "no answer within", (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).InDoubt().Message);
    }

    [Fact]
    public async Task Without_a_session_an_order_waits_a_little_and_is_not_sent()
    {
        _venue.OnSocket = async (_, socket, over) => await ScriptedVenue.UntilClosedAsync(socket, over);
        var orders = Start(ScriptedAccount.Options with { ReadyTimeout = TimeSpan.FromMilliseconds(100) });
        var error = (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Equal((VenueErrorKind.NotConnected, true), (error.Kind, error.IsTransient));
        Assert.Contains("not sent", error.Message);
    }

    [Fact]
    public async Task A_refused_account_ends_it()
    {
        _venue.OnSocket = async (_, socket, over) =>
        {
            await ScriptedVenue.ReadAsync(socket, over);
            await ScriptedVenue.SendAsync(
                socket, """{"retCode":10004,"retMsg":"error sign","op":"auth","connId":"c"}""", over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        };
        var orders = Start();
        var error = (await orders.PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Contains("Ended (bybit auth: retCode 10004: error sign)", error.Message);
    }

    [Fact]
    public async Task A_second_greeting_of_one_connection_is_none()
    {
        _venue.OnSocket = async (_, socket, over) =>
        {
            await ScriptedVenue.ReadAsync(socket, over);
            await ScriptedVenue.SendAsync(
                socket, """{"retCode":20001,"retMsg":"Repeat auth","op":"auth","connId":"c"}""", over);
            var text = await ScriptedVenue.ReadAsync(socket, over);
            await ScriptedVenue.SendAsync(socket, Answer(Id(text!), 0, """{"orderId":"o"}""")[0], over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        };
        (await Start().CancelAsync(Tickets.Key(), CancellationToken.None)).Granted();
    }

    [Fact]
    public async Task The_limits_in_the_answers_are_learned()
    {
        var reset = TimeProvider.System.GetUtcNow().AddMilliseconds(800).ToUnixTimeMilliseconds();
        var arrived = new List<long>();
        var orders = Orders(id => [Arrived(Answer(id, 0, """{"orderId":"o"}""")[0]).Replace(
            "\"header\":{}",
            $$"""
            "header":{"X-Bapi-Limit":"1","X-Bapi-Limit-Status":"0","X-Bapi-Limit-Reset-Timestamp":"{{reset}}"}
            """,
            StringComparison.Ordinal)]);
        (await orders.CancelAsync(Tickets.Key("a"), CancellationToken.None)).Granted();
        (await orders.CancelAsync(Tickets.Key("b"), CancellationToken.None)).Granted();
        Assert.Equal(2, arrived.Count);
        Assert.True(arrived[1] >= reset - 100, $"sent {reset - arrived[1]} ms too early");

        string Arrived(string answer)
        {
            arrived.Add(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            return answer;
        }
    }

    private static Task GreetAsync(WebSocket socket, CancellationToken over) => Task.Run(
        async () =>
        {
            Assert.Contains("\"op\":\"auth\"", await ScriptedVenue.ReadAsync(socket, over));
            await ScriptedVenue.SendAsync(
                socket, """{"retCode":0,"retMsg":"OK","op":"auth","connId":"c-1"}""", over);
        },
        over);

    private BybitSocketOrders Orders(Func<string, string[]> answer, BybitAccountOptions? options = null)
    {
        _venue.OnSocket = async (path, socket, over) =>
        {
            Assert.Equal("/v5/trade", path);
            await GreetAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                _frames.Enqueue(text);
                foreach (var frame in answer(Id(text)))
                {
                    await ScriptedVenue.SendAsync(socket, frame, over);
                }
            }
        };
        return Start(options);
    }

    private BybitSocketOrders Start(BybitAccountOptions? options = null)
    {
        options ??= ScriptedAccount.Options;
        var client = _venue.Signed(options);
        var channel = new BybitOrderChannel(
            _venue.Connecting, options, _venue.Environment.WebSocketOrders!, client, TimeProvider.System);
        channel.Start();
        var orders = new BybitSocketOrders(channel, client, options, TimeProvider.System);
        _made.Add(orders);
        return orders;
    }

    private static string[] Answer(string id, int code, string data, string extra = "{}", string message = "OK") =>
    [
        $$"""
        {"reqId":"{{id}}","retCode":{{code}},"retMsg":"{{message}}","op":"order.create","data":{{data}},
        "retExtInfo":{{extra}},"header":{},"connId":"c-1"}
        """,
    ];

    private static string Id(string frame) => Field(frame, root => root.GetProperty("reqId"));

    private static string Operation(string frame) => Field(frame, root => root.GetProperty("op"));

    private static string LinkId(string frame) =>
        Field(frame, root => root.GetProperty("args")[0].GetProperty("orderLinkId"));

    private static string Field(string frame, Func<JsonElement, JsonElement> of)
    {
        using var document = JsonDocument.Parse(frame);
        return of(document.RootElement).GetString()!;
    }
}
