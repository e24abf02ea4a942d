using System.Globalization;
using System.Text.Json.Nodes;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>What the venue says to a request, before it is wrapped for REST or for a socket.</summary>
/// <param name="Code">Zero for done.</param>
/// <param name="Message">Bybit's words.</param>
/// <param name="Result">The value of <c>result</c>.</param>
/// <param name="ExtInfo">The value of <c>retExtInfo</c>; null for an empty object.</param>
public sealed record Answer(int Code, string Message, JsonObject Result, JsonObject? ExtInfo = null)
{
    /// <summary>Done, with a result.</summary>
    public static Answer Ok(JsonObject result) => new(RetCode.Ok, "OK", result);

    /// <summary>Refused.</summary>
    public static Answer Refuse(int code, string message) => new(code, message, []);

    /// <summary>In the envelope of REST, as UTF-8.</summary>
    public byte[] ToEnvelope(DateTimeOffset time)
    {
        var envelope = new JsonObject
        {
            ["retCode"] = Code,
            ["retMsg"] = Message,
            ["result"] = Result.DeepClone(),
            ["retExtInfo"] = ExtInfo?.DeepClone() ?? new JsonObject(),
            ["time"] = time.ToUnixTimeMilliseconds(),
        };
        return System.Text.Encoding.UTF8.GetBytes(envelope.ToJsonString());
    }

    /// <summary>A time as Bybit writes it in rows: ms since 1970 as a string.</summary>
    public static string Ms(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
