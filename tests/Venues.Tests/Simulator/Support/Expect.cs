using System.Text.Json;

namespace WhaleStack.Venues.Tests.Simulator.Support;

/// <summary>Assertions on answers.</summary>
internal static class Expect
{
    /// <summary>The answer has this code; returns its result.</summary>
    public static JsonElement Code(int code, JsonElement answer)
    {
        var given = answer.GetProperty("retCode").GetInt32();
        Assert.True(code == given, $"expected {code}, got {given}: {answer.GetProperty("retMsg")}");
        return answer.TryGetProperty("result", out var result) ? result : default;
    }

    /// <summary>The answer has this code, and its words begin so.</summary>
    public static void Refused(int code, string words, JsonElement answer)
    {
        Code(code, answer);
        Assert.StartsWith(words, answer.GetProperty("retMsg").GetString());
    }

    /// <summary>A field as text.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).ToString();
}
