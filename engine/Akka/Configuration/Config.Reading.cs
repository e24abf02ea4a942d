using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <content>Reading values by path: where nothing is, the given default is the answer.</content>
public partial class Config
{
    /// <summary>The value as true or false.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) =>
        TryFind(path, out var value) ? value.GetBoolean() : @default;

    /// <summary>The value as a number of bytes, or null.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>The value as a number of bytes.</summary>
    public virtual long? GetByteSize(string path, long? def = null) =>
        TryFind(path, out var value) ? value.GetByteSize() : def;

    /// <summary>The value as a 32-bit whole number.</summary>
    public virtual int GetInt(string path, int @default = 0) =>
        TryFind(path, out var value) ? value.GetInt() : @default;

    /// <summary>The value as a 64-bit whole number.</summary>
    public virtual long GetLong(string path, long @default = 0) =>
        TryFind(path, out var value) ? value.GetLong() : @default;

    /// <summary>The value as text.</summary>
    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) =>
        TryFind(path, out var value) ? value.GetString() : @default;

    /// <summary>The value as a single-precision number.</summary>
    public virtual float GetFloat(string path, float @default = 0) =>
        TryFind(path, out var value) ? value.GetFloat() : @default;

    /// <summary>The value as a decimal number.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) =>
        TryFind(path, out var value) ? value.GetDecimal() : @default;

    /// <summary>The value as a double-precision number.</summary>
    public virtual double GetDouble(string path, double @default = 0) =>
        TryFind(path, out var value) ? value.GetDouble() : @default;

    /// <summary>The value as a time span.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        TryFind(path, out var value) ? value.GetTimeSpan(allowInfinite) : @default.GetValueOrDefault();

    /// <summary>The items as booleans.</summary>
    public virtual IList<bool> GetBooleanList(string path) => ListAt(path, value => value.GetBooleanList());

    /// <summary>The items as decimals.</summary>
    public virtual IList<decimal> GetDecimalList(string path) => ListAt(path, value => value.GetDecimalList());

    /// <summary>The items as single-precision numbers.</summary>
    public virtual IList<float> GetFloatList(string path) => ListAt(path, value => value.GetFloatList());

    /// <summary>The items as double-precision numbers.</summary>
    public virtual IList<double> GetDoubleList(string path) => ListAt(path, value => value.GetDoubleList());

    /// <summary>The items as 32-bit whole numbers.</summary>
    public virtual IList<int> GetIntList(string path) => ListAt(path, value => value.GetIntList());

    /// <summary>The items as 64-bit whole numbers.</summary>
    public virtual IList<long> GetLongList(string path) => ListAt(path, value => value.GetLongList());

    /// <summary>The items as 8-bit whole numbers.</summary>
    public virtual IList<byte> GetByteList(string path) => ListAt(path, value => value.GetByteList());

    /// <summary>The items as text; none when nothing is there.</summary>
    public virtual IList<string> GetStringList(string path) => ListAt(path, value => value.GetStringList());

    /// <summary>The items as text, or the given ones when nothing is there.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        TryFind(path, out var value) ? value.GetStringList() : defaultPaths;

    private IList<T> ListAt<T>(string path, Func<HoconValue, IList<T>> read) =>
        TryFind(path, out var value) ? read(value) : [];
}
