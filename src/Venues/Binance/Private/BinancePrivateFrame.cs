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
            using var document = JsonDocument.Parse(frame);
            var fields = new VenueFields(document.RootElement, "frame");

            // Combined streams wrap the event.
            var data = fields.ObjectOrNone("data") ?? fields;
            return Event(data, parents);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException or InvalidOperationException)
        {
            return Told(new AccountNews.Unreadable($"a frame cannot be read: {wrong.Message}"));
        }
    }

    // Others are settings, and the same trades told early: the order's own event follows.
    private static BinancePrivateFrame Event(VenueFields data, BinanceParents parents) => data.TextOrEmpty("e") switch
    {
        "ORDER_TRADE_UPDATE" => Told([.. OrderNews(Order(data), parents)]),
        "ALGO_UPDATE" => Told([.. AlgoNews(Order(data), data.Time("T"), parents)]),
        "ACCOUNT_UPDATE" => AccountNewsOf(data),
        "MARGIN_CALL" => new BinancePrivateFrame([], BinanceAfter.Positions),
        "listenKeyExpired" => new BinancePrivateFrame([], BinanceAfter.NewKey),
        _ => Told(),
    };

    private static VenueFields Order(VenueFields data) =>
        data.ObjectOrNone("o") ?? throw new VenueFormatException("frame.o is missing");

    private static IEnumerable<AccountNews> OrderNews(VenueFields row, BinanceParents parents)
    {
        if (BinanceWords.CoinOf(row.Text("s")) is not { } coin)
        {
            yield break;
        }

        var order = BinanceOrderRow.ReadEvent(row, coin);
        if (BinanceExecutionRow.ReadEvent(row, order) is { } execution)
        {
            yield return new AccountNews.Executed(parents.Of(execution));
        }

        yield return new AccountNews.OrderChanged(parents.Of(order));
    }

    private static IEnumerable<AccountNews> AlgoNews(VenueFields row, DateTimeOffset at, BinanceParents parents)
    {
        if (BinanceWords.CoinOf(row.Text("s")) is { } coin)
        {
            yield return new AccountNews.OrderChanged(parents.ReadEvent(row, coin, at));
        }
    }

    private static BinancePrivateFrame AccountNewsOf(VenueFields data)
    {
        var account = data.ObjectOrNone("a") ?? throw new VenueFormatException("frame.a is missing");
        var at = data.Time("T");
        var news = ImmutableArray.CreateBuilder<AccountNews>();
        var balances = Rows(account, "B").ToList();
        if (balances.Count > 0)
        {
            news.Add(new AccountNews.WalletChanged(BinanceWalletRow.ReadEvent(balances)));
        }

        foreach (var row in Rows(account, "P"))
        {
            if (BinanceWords.CoinOf(row.Text("s")) is { } coin)
            {
                news.Add(new AccountNews.PositionChanged(BinancePositionRow.ReadEvent(row, coin, at)));
            }
        }

        var isFunding = account.TextOrEmpty("m") == "FUNDING_FEE";
        return new BinancePrivateFrame(news.ToImmutable(), isFunding ? BinanceAfter.Fundings : BinanceAfter.None);
    }

    private static IEnumerable<VenueFields> Rows(VenueFields account, string field) =>
        account.Has(field) ? account.Rows(field) : [];

    private static BinancePrivateFrame Told(params ImmutableArray<AccountNews> news) => new(news, BinanceAfter.None);
}
