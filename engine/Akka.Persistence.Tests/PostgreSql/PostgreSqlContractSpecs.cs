namespace Akka.Persistence.Tests.PostgreSql;

[Collection("postgresql")]
public sealed class PostgreSqlPersistingSpecs(PostgresServer server)
    : PersistingContract(server.NewStore())
{
    protected override bool StoresBytes => true;
}

[Collection("postgresql")]
public sealed class PostgreSqlInterleavingSpecs(PostgresServer server)
    : InterleavingContract(server.NewStore());

[Collection("postgresql")]
public sealed class PostgreSqlRecoveringSpecs(PostgresServer server)
    : RecoveringContract(server.NewStore());

[Collection("postgresql")]
public sealed class PostgreSqlKeepingSpecs(PostgresServer server)
    : KeepingContract(server.NewStore());
