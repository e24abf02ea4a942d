namespace WhaleStack.Storage.Configuration;

/// <summary>
/// A key, token or password. Prints as <c>***</c> wherever it ends up; only <see cref="Reveal"/> gives it.
/// </summary>
public sealed class Secret
{
    private readonly string _value;

    /// <summary>Wraps a value.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The value, for the one call that needs it; never for a log, a message or an exception.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}
