namespace Akka.Configuration.Hocon;

/// <summary>An array of values.</summary>
public class HoconArray : List<HoconValue>, IHoconElement
{
    /// <inheritdoc/>
    public bool IsString() => false;

    /// <summary>An array has no single text: always throws <see cref="NotSupportedException"/>.</summary>
    public string GetString() => throw new NotSupportedException("A HOCON array is not a string.");

    /// <inheritdoc/>
    public bool IsArray() => true;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => this;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(",", this)}]";
}
