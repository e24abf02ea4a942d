using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Binance.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>What a frame of the account's stream asks for beyond its news.</summary>
[Flags]
internal enum BinanceAfter
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Funding was settled: the records say of which instruments.</summary>
    Fundings = 1,

    /// <summary>Positions are in danger: the records say how near.</summary>
    Positions = 2,

    /// <summary>The listen key has ended: the stream will say nothing more.</summary>
    NewKey = 4,

    /// <summary>A stop or target that came with an entry may have none any more.</summary>
    Guards = 8,
}

/// <summary>A frame of the account's stream.</summary>
/// <param name="News">What it tells, in order; what is of instruments that are not ours is left out.</param>
/// <param name="After">What it asks for.</param>
internal sealed record BinancePrivateFrame(ImmutableArray<AccountNews> News, BinanceAfter After)
{
    /// <summary>Reads a frame; what cannot be read becomes news of that kind, never an exception.</summary>
    /// <param name="frame">Its bytes.</param>
    /// <param name="parents">Which orders came of which: learns from the frame.</param>
    public static BinancePrivateFrame Read(ReadOnlyMemory<byte> frame, BinanceParents parents)
    {
        try
        {
            var fields = VenueRow.Of(frame.Span, "frame", stackalloc int[FieldTable.Room]);

            // Combined streams wrap the event.
            var wrapped = fields["data"u8];
            return Event(wrapped.IsNone ? fields : wrapped.Row(stackalloc int[FieldTable.Room]), parents);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException)
        {
            return Told(new AccountNews.Unreadable($"a frame cannot be read: {wrong.Message}"));
        }
    }

    // Others are settings, and the same trades told early: the order's own event follows.
    private static BinancePrivateFrame Event(VenueRow data, BinanceParents parents) => data["e"u8].NameOrEmpty() switch
    {
        "ORDER_TRADE_UPDATE" => data["o"u8].Read(row => OrderNews(row, parents)),
        "ALGO_UPDATE" => AlgoNews(data["o"u8], data["T"u8].Time(), parents),
        "ACCOUNT_UPDATE" => data["a"u8].Read(AccountNewsAt(data["T"u8].Time())),
        "MARGIN_CALL" => new BinancePrivateFrame([], BinanceAfter.Positions),
        "listenKeyExpired" => new BinancePrivateFrame([], BinanceAfter.NewKey),
        _ => Told(),
    };

    private static BinancePrivateFrame OrderNews(VenueRow row, BinanceParents parents)
    {
        if (BinanceWords.CoinOf(row["s"u8].Name()) is not { } coin)
        {
            return Told();
        }

        var order = BinanceOrderRow.ReadEvent(row, coin);
        var changed = new AccountNews.OrderChanged(parents.Of(order));
        return BinanceExecutionRow.ReadEvent(row, order) is { } execution
            ? Told(new AccountNews.Executed(parents.Of(execution)), changed)
            : Told(changed);
    }

    private static BinancePrivateFrame AlgoNews(VenueValue order, DateTimeOffset at, BinanceParents parents) =>
        order.Read(row => BinanceWords.CoinOf(row["s"u8].Name()) is { } coin
            ? Told(new AccountNews.OrderChanged(parents.ReadEvent(row, coin, at)))
            : Told());

    private static Func<VenueRow, BinancePrivateFrame> AccountNewsAt(DateTimeOffset at) => account =>
    {
        var news = ImmutableArray.CreateBuilder<AccountNews>();
        var balances = account["B"u8];
        if (!balances.IsNone && BinanceWalletRow.ReadEvent(balances) is { Coins.IsEmpty: false } wallet)
        {
            news.Add(new AccountNews.WalletChanged(wallet));
        }

        var positions = account["P"u8];
        if (!positions.IsNone)
        {
            news.AddRange(positions.Rows(row => PositionNews(row, at)).OfType<AccountNews>());
        }

        var isFunding = account["m"u8].NameOrEmpty() == "FUNDING_FEE";
        return new BinancePrivateFrame(news.ToImmutable(), isFunding ? BinanceAfter.Fundings : BinanceAfter.None);
    };

    private static AccountNews.PositionChanged? PositionNews(VenueRow row, DateTimeOffset at) =>
        BinanceWords.CoinOf(row["s"u8].Name()) is { } coin
            ? new AccountNews.PositionChanged(BinancePositionRow.ReadEvent(row, coin, at))
            : null;

    private static BinancePrivateFrame Told(params ImmutableArray<AccountNews> news) => new(news, BinanceAfter.None);
}
