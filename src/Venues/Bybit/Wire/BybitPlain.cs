using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>Reads Bybit's values in their plain form; false for any other, which is the general reader's.</summary>
internal static class BybitPlain
{
    /// <summary>A time written as a text of milliseconds; null for the empty text and for 0.</summary>
    public static bool TryTimeText(ref PlainJson json, out DateTimeOffset? time)
    {
        time = null;
        if (!json.TryByte((byte)'"'))
        {
            return false;
        }

        if (json.TryByte((byte)'"'))
        {
            return true;
        }

        var isTime = json.TryTime(out time) && json.TryByte((byte)'"');
        time = time == DateTimeOffset.UnixEpoch ? null : time;
        return isTime;
    }
}
