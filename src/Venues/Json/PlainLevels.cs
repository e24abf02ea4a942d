using WhaleStack.Messages.Market;

namespace WhaleStack.Venues.Json;

/// <summary>Levels of a book as venues write them: <c>[["65114.20","0.5"],...]</c>.</summary>
internal static class PlainLevels
{
    /// <summary>Reads them in their plain form in place of what was there; false when they have another.</summary>
    public static bool TryRead(ref PlainJson json, RowBuffer<BookLevel> levels)
    {
        levels.Clear();
        if (!json.TryByte((byte)'['))
        {
            return false;
        }

        for (var hasMore = !json.TryByte((byte)']'); hasMore;)
        {
            if (!json.TryByte((byte)'[') || !json.TryDecimal(out var price) || !json.TryByte((byte)',')
                || !json.TryDecimal(out var size) || !json.TryByte((byte)']')
                || !levels.TryAdd(new BookLevel(price, size)) || !json.TryNext((byte)']', out hasMore))
            {
                return false;
            }
        }

        return true;
    }
}
