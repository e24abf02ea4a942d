using System.Text.Json;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Streams;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Markets;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>What the topic of a book says when the book stands still, and when it starts anew.</summary>
public sealed class BookChannelSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 8, 9, 21, 0, 0, TimeSpan.Zero);
    private readonly GeneratedCoin _coin = GeneratedCoin.All[0];
    private readonly Exchange _exchange = new();
    private readonly FaultBook _faults = new();

    public BookChannelSpecs()
    {
        _exchange.Execute(new ExchangeCommands.ListInstrument(Start, _coin.Terms));
        SetBid(60_000m, 1m);
    }

    [Fact]
    public void The_best_prices_are_repeated_after_three_seconds_of_silence()
    {
        var channel = new BookChannel(_coin.Id, 1, _faults);
        var first = Frame(channel.Next(_exchange, Start));
        Assert.Empty(channel.Next(_exchange, Start.AddMilliseconds(2_999)));
        var repeated = Frame(channel.Next(_exchange, Start.AddSeconds(3)));
        Assert.Equal("snapshot", repeated.GetProperty("type").GetString());
        var (bids, again) = (first.GetProperty("data").GetProperty("b"), repeated.GetProperty("data").GetProperty("b"));
        Assert.Equal($"{bids}", $"{again}");
        Assert.Equal(Update(first), Update(repeated));
        Assert.Empty(channel.Next(_exchange, Start.AddSeconds(5)));
        SetBid(60_000m, 2m);
        Assert.Equal(Update(repeated) + 1, Update(Frame(channel.Next(_exchange, Start.AddSeconds(5)))));
    }

    [Fact]
    public void A_deep_book_that_stands_still_says_nothing()
    {
        var channel = new BookChannel(_coin.Id, 50, _faults);
        Assert.NotNull(channel.Next(_exchange, Start));
        Assert.Empty(channel.Next(_exchange, Start.AddMinutes(1)));
    }

    [Fact]
    public void A_level_that_went_has_size_zero()
    {
        var channel = new BookChannel(_coin.Id, 50, _faults);
        channel.Next(_exchange, Start);
        SetBid(60_000m, 0m);
        SetBid(59_999m, 3m);
        var delta = Frame(channel.Next(_exchange, Start));
        Assert.Equal("delta", delta.GetProperty("type").GetString());
        Assert.Equal(
            "[[\"60000\",\"0\"],[\"59999\",\"3\"]]", delta.GetProperty("data").GetProperty("b").GetRawText());
    }

    private void SetBid(decimal price, decimal size) => _exchange.Execute(new ExchangeCommands.UpdateHouseBook(
        Start, _coin.Id, [new HouseLevel(price, size)], []));

    private static long Update(JsonElement frame) => frame.GetProperty("data").GetProperty("u").GetInt64();

    private static JsonElement Frame(IReadOnlyList<byte[]> frames)
    {
        return JsonDocument.Parse(Assert.Single(frames)).RootElement;
    }
}
