using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>Reads the frames of CoinGlass's websocket and takes the instruments that are wanted out of them.
/// Thread-safe.</summary>
/// <remarks>Two passes over the UTF-8 bytes and no tree: the first finds channel and rows and proves that the frame is
/// JSON.</remarks>
internal sealed class CoinGlassLiquidationReader
{
    /// <summary>The vendor's channel: all exchanges and instruments at once.</summary>
    public const string Channel = "liquidationOrders";

    /// <summary>The topic, as in the summary.</summary>
    public const string Topic = "coinglass/liquidationOrders";

    private const int NameCharsMax = 160;

    private readonly FrozenDictionary<string, InstrumentId> _coins;

    /// <summary>Makes one.</summary>
    /// <param name="coins">Instruments that are wanted, under their exchanges' names and symbols.</param>
    public CoinGlassLiquidationReader(IEnumerable<InstrumentId> coins) =>
        _coins = coins.Distinct().ToFrozenDictionary(coin => $"{coin}", StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a frame; what is wrong with it is in the answer, never thrown.</summary>
    public FeedFrame Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.SequenceEqual("pong"u8))
        {
            return Other(FrameKind.Control, "");
        }

        try
        {
            var frame = CoinGlassFrame.Read(bytes);
            return frame.Channel == Channel ? Liquidations(frame.Data)
                : frame.Channel.Length > 0
                    ? Other(FrameKind.Unknown, $"channel '{VenueJson.Shown(frame.Channel)}' is not understood")
                : frame.IsAnswer ? Other(FrameKind.Control, frame.IsRefusal ? Words(frame) : "")
                : Other(FrameKind.Unknown, "neither channel nor answer");
        }
        catch (VenueFormatException wrong)
        {
            return Other(FrameKind.Malformed, wrong.Message);
        }
        catch (JsonException broken)
        {
            return Other(FrameKind.Malformed, $"broken JSON at byte {broken.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escape that is no character, such as half of a surrogate pair.
            return Other(FrameKind.Malformed, "a text holds an escape that is no character");
        }
    }

    /// <summary>What an answer refuses, in one line; null when the frame refuses nothing.</summary>
    public static string? RefusalOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var frame = CoinGlassFrame.Read(bytes);
            return frame.IsRefusal ? Words(frame) : null;
        }
        catch (Exception bad) when (bad is VenueFormatException or JsonException or InvalidOperationException)
        {
            return null; // Whoever parses the frames will call it malformed.
        }
    }

    private FeedFrame Liquidations(ReadOnlySpan<byte> rows)
    {
        var reader = new Utf8JsonReader(rows);
        if (rows.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new VenueFormatException("data is no array");
        }

        var prints = new Dictionary<InstrumentId, ImmutableArray<LiquidationPrint>.Builder>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var row = CoinGlassLiquidationRow.Read(ref reader);
            if (CoinOf(row) is { } coin)
            {
                if (!prints.TryGetValue(coin, out var ofCoin))
                {
                    prints[coin] = ofCoin = ImmutableArray.CreateBuilder<LiquidationPrint>();
                }

                ofCoin.Add(row.Print());
            }
        }

        // Without an event time: a feed that tells of rare events must not hold the clock back.
        return new FeedFrame(
            FrameKind.Data,
            Topic,
            [.. prints.Select(e => (IWithCoin)new CoinCommands.ApplyLiquidations(e.Key, e.Value.ToImmutable()))],
            null,
            "");
    }

    // What does not fit is no instrument of anybody's.
    private InstrumentId? CoinOf(in CoinGlassLiquidationRow row)
    {
        Span<char> name = stackalloc char[NameCharsMax];
        var isName = name.TryWrite($"{row.Exchange}:{row.Symbol}", out var length);
        return isName && _coins.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var coin)
            ? coin
            : null;
    }

    private static string Words(in CoinGlassFrame frame)
    {
        var kind = CoinGlassErrors.KindOf(frame.Code ?? "", frame.Message);
        return $"refused as {kind}: code {frame.Code ?? "none"}: {VenueJson.Shown(frame.Message)}";
    }

    private static FeedFrame Other(FrameKind kind, string detail) => new(kind, "", [], null, detail);
}
