namespace Akka.Configuration.Hocon;

/// <summary>
/// A literal: quoted or unquoted text, a number, a boolean or null (whose value is a null reference).
/// </summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>The text as read, or null for the word <c>null</c>.</summary>
    public string? Value { get; set; }

    /// <summary>Unquoted blanks between two parts of a value; they matter only between literals.</summary>
    internal bool IsSpace { get; init; }

    /// <summary>Quoted text is kept as it is, also where the same letters unquoted would mean something.</summary>
    internal bool IsQuoted { get; init; }

    /// <inheritdoc/>
    public bool IsString() => true;

    /// <inheritdoc/>
    public string? GetString() => Value;

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <summary>A literal is never an array: always throws <see cref="NotSupportedException"/>.</summary>
    public IList<HoconValue> GetArray() =>
        throw new NotSupportedException($"The HOCON value [{Value}] is a literal, not an array.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "null";
}
