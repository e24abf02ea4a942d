using System.Diagnostics.CodeAnalysis;

namespace Akka.Util;

/// <summary>A value that may be missing.</summary>
public readonly struct Option<T> : IEquatable<Option<T>>
{
    /// <summary>The missing value.</summary>
    public static readonly Option<T> None;

    private Option(T value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>The value; the default of its type when there is none.</summary>
    public T Value { get; }

    public static implicit operator Option<T>(T value) => Create(value);

    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>An option of the value; null is none.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The name and place are Akka.NET's.")]
    public static Option<T> Create(T? value) => value is null ? None : new Option<T>(value);

    /// <summary>The value, or the other one when there is none.</summary>
    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    /// <summary>Turns the value, if there is one, into another.</summary>
    public Option<TNew> Select<TNew>(Func<T, TNew> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return HasValue ? Option<TNew>.Create(selector(Value)) : Option<TNew>.None;
    }

    /// <summary>Turns the value, if there is one, into another that may be missing.</summary>
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        return HasValue ? mapper(Value) : Option<TNew>.None;
    }

    /// <summary>Runs the action with the value, if there is one.</summary>
    public void OnSuccess(Action<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (HasValue)
        {
            action(Value);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HasValue ? EqualityComparer<T>.Default.GetHashCode(Value!) : 0;

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
