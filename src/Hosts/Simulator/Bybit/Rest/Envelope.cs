using System.Globalization;
using System.Text.Json;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Writes answers in Bybit's envelope.</summary>
public static class Envelope
{
    /// <summary>Code of a wrong parameter.</summary>
    public const int ParameterError = 10001;

    /// <summary>A good answer.</summary>
    /// <param name="time">The simulator's clock.</param>
    /// <param name="result">Writes the value of <c>result</c>.</param>
    /// <param name="turnoverIsSynthetic">Marks made-up turnover.</param>
    public static IResult Ok(DateTimeOffset time, Action<Utf8JsonWriter> result, bool turnoverIsSynthetic = false) =>
        Write(time, 0, "OK", result, turnoverIsSynthetic);

    /// <summary>A refusal.</summary>
    public static IResult Refuse(DateTimeOffset time, string message) =>
        Write(time, ParameterError, message, writer =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }, turnoverIsSynthetic: false);

    /// <summary>A number as Bybit writes it: a string.</summary>
    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static IResult Write(
        DateTimeOffset time, int code, string message, Action<Utf8JsonWriter> result, bool turnoverIsSynthetic)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("retCode", code);
            writer.WriteString("retMsg", message);
            writer.WritePropertyName("result");
            result(writer);
            writer.WriteStartObject("retExtInfo");
            if (turnoverIsSynthetic)
            {
                writer.WriteString("turnover", "synthetic");
            }

            writer.WriteEndObject();
            writer.WriteNumber("time", time.ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        }

        return Results.Bytes(buffer.ToArray(), "application/json; charset=utf-8");
    }
}
