using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <content>Reading the value as one of the usual types.</content>
public partial class HoconValue
{
    /// <summary>The text, or null when there is none.</summary>
    /// <exception cref="ConfigurationException">The value is an array or an object.</exception>
    public string? GetString() => Values switch
    {
        [] => null,
        [HoconLiteral only] => only.Value,
        _ when IsObject() || IsArray() => throw new ConfigurationException(
            $"A HOCON {(IsObject() ? "object" : "array")} was found where text was expected: {this}"),
        _ => string.Concat(Values.Select(element => element.GetString())),
    };

    /// <summary>The value as true or false; on and off, yes and no mean the same.</summary>
    public bool GetBoolean() => Required() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    /// <summary>The value as a decimal number.</summary>
    public decimal GetDecimal() => decimal.Parse(Required(), NumberStyles.Any, NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a single-precision number.</summary>
    public float GetFloat() => float.Parse(Required(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a double-precision number.</summary>
    public double GetDouble() => double.Parse(Required(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a 64-bit whole number.</summary>
    public long GetLong() => long.Parse(Required(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a 32-bit whole number.</summary>
    public int GetInt() => int.Parse(Required(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as an 8-bit whole number.</summary>
    public byte GetByte() => byte.Parse(Required(), NumberFormatInfo.InvariantInfo);

    /// <summary>The value as a time span; a number without unit counts milliseconds.</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.ParseTimeSpan(Required(), allowInfinite);

    /// <summary>The value as a number of bytes; a number without unit counts bytes.</summary>
    public long? GetByteSize() => GetString() is { } text ? HoconUnits.ParseByteSize(text) : null;

    /// <summary>The items of the array.</summary>
    /// <exception cref="ConfigurationException">The value is not an array.</exception>
    public IList<HoconValue> GetArray()
    {
        if (!IsArray())
        {
            throw new ConfigurationException($"A HOCON array was expected, but this was found: {this}");
        }

        var items = new List<HoconValue>();
        foreach (var element in Values)
        {
            if (element.IsArray())
            {
                items.AddRange(element.GetArray());
            }
        }

        return items;
    }

    /// <summary>The items as decimals.</summary>
    public IList<decimal> GetDecimalList() => ListOf(item => item.GetDecimal());

    /// <summary>The items as single-precision numbers.</summary>
    public IList<float> GetFloatList() => ListOf(item => item.GetFloat());

    /// <summary>The items as double-precision numbers.</summary>
    public IList<double> GetDoubleList() => ListOf(item => item.GetDouble());

    /// <summary>The items as 32-bit whole numbers.</summary>
    public IList<int> GetIntList() => ListOf(item => item.GetInt());

    /// <summary>The items as 64-bit whole numbers.</summary>
    public IList<long> GetLongList() => ListOf(item => item.GetLong());

    /// <summary>The items as 8-bit whole numbers.</summary>
    public IList<byte> GetByteList() => ListOf(item => item.GetByte());

    /// <summary>The items as booleans.</summary>
    public IList<bool> GetBooleanList() => ListOf(item => item.GetBoolean());

    /// <summary>The items as text.</summary>
    public IList<string> GetStringList() => ListOf(item => item.GetString()!);

    private List<T> ListOf<T>(Func<HoconValue, T> read) => GetArray().Select(read).ToList();

    private string Required() => GetString() ?? throw new FormatException("A value was expected, but null was found.");
}
