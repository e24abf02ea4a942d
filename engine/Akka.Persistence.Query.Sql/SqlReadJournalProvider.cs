using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Query.Sql;

/// <summary>Makes the read journal of a SQL journal.</summary>
public class SqlReadJournalProvider : IReadJournalProvider
{
    private readonly SqlReadJournal _journal;

    /// <summary>Creates the provider with the section that names it.</summary>
    public SqlReadJournalProvider(ExtendedActorSystem system, Config config) =>
        _journal = new SqlReadJournal(system, config);

    /// <inheritdoc/>
    public IReadJournal GetReadJournal() => _journal;
}
