using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Numbers that people tune, checked when they are loaded.</summary>
public interface IValidatedOptions
{
    /// <summary>All mistakes, each naming the key as it is written in the file, its value and what is
    /// expected.</summary>
    ImmutableArray<string> Validate();
}
