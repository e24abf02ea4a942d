using System.Collections.Immutable;

namespace WhaleStack.Domain.Projections;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>A <see cref="string"/>.</summary>
    Text = 1,

    /// <summary>An exact <see cref="decimal"/>: prices, sizes and money.</summary>
    Amount = 2,

    /// <summary>A <see cref="double"/>.</summary>
    Fraction = 3,

    /// <summary>A <see cref="long"/>.</summary>
    Count = 4,

    /// <summary>A <see cref="DateTimeOffset"/>, kept to the microsecond.</summary>
    Time = 5,

    /// <summary>JSON: a value of ours, or UTF-8 as <see cref="ReadOnlyMemory{T}"/> of bytes.</summary>
    Json = 6,
}

/// <summary>A column that a row fills.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsKey">Whether it is part of what tells rows apart.</param>
public sealed record TableColumn(string Name, ColumnKind Kind, bool IsKey = false);

/// <summary>A table of <c>db/migrations</c> as far as rows fill it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">The columns that are filled, in the order of a row's values.</param>
public sealed record TableSchema(string Name, ImmutableArray<TableColumn> Columns);

/// <summary>A row as it is to be: new, or in the place of the one with the same key.</summary>
/// <param name="Table">Of which table.</param>
/// <param name="Values">One a column.</param>
public sealed record TableRow(TableSchema Table, ImmutableArray<object?> Values);
