using WhaleStack.Simulator.Limits;

using System.Globalization;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>The three headers that tell an account how much is left.</summary>
public static class LimitHeaders
{
    /// <summary>Writes them.</summary>
    public static void Write(LimitVerdict verdict, Action<string, string> header)
    {
        header("X-Bapi-Limit", verdict.Limit.ToString(CultureInfo.InvariantCulture));
        header("X-Bapi-Limit-Status", verdict.Left.ToString(CultureInfo.InvariantCulture));
        header(
            "X-Bapi-Limit-Reset-Timestamp",
            verdict.ResetAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }
}
