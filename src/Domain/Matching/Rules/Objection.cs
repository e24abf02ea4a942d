using System.Globalization;

namespace WhaleStack.Domain.Matching;

/// <summary>Why a command is refused.</summary>
internal sealed record Objection(ExchangeRefusal Kind, string Detail)
{
    public static Objection To(ExchangeRefusal kind, FormattableString detail) =>
        new(kind, detail.ToString(CultureInfo.InvariantCulture));
}
