//! The operations of DynamoDB's HTTP interface.

use std::fmt;

macro_rules! operations {
    ($($name:ident)*) => {
        /// An operation, as the `x-amz-target` header names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {
            $(
                #[doc = concat!("`", stringify!($name), "`.")]
                $name,
            )*
            /// An operation that this crate does not know, or none at all.
            Unknown,
        }

        impl Operation {
            /// Parses a target such as `DynamoDB_20120810.PutItem`.
            pub(crate) fn from_target(target: &str) -> Self {
                match target.rsplit('.').next() {
                    $(Some(stringify!($name)) => Self::$name,)*
                    _ => Self::Unknown,
                }
            }

            /// Returns the name that AWS documents.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                    Self::Unknown => "Unknown",
                }
            }
        }
    };
}

operations! {
    BatchExecuteStatement BatchGetItem BatchWriteItem CreateBackup CreateTable DeleteBackup
    DeleteItem DeleteResourcePolicy DeleteTable DescribeBackup DescribeContinuousBackups
    DescribeContributorInsights DescribeEndpoints DescribeExport DescribeImport
    DescribeKinesisStreamingDestination DescribeLimits DescribeStream DescribeTable
    DescribeTimeToLive ExecuteStatement ExecuteTransaction ExportTableToPointInTime GetItem
    GetRecords GetResourcePolicy GetShardIterator ImportTable ListBackups ListExports ListImports
    ListStreams ListTables ListTagsOfResource PutItem PutResourcePolicy Query
    RestoreTableFromBackup RestoreTableToPointInTime Scan SearchVectors TagResource
    TransactGetItems TransactWriteItems UntagResource UpdateContinuousBackups UpdateItem
    UpdateTable UpdateTimeToLive
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Operation {
    /// Returns `true` if a request may carry `ReturnConsumedCapacity`.
    pub(crate) fn is_metered(self) -> bool {
        self.reads_items() || self.writes_items() || self.is_partiql()
    }

    /// Returns `true` if it consumes read units; `PartiQL` depends on the statement.
    pub(crate) fn reads_items(self) -> bool {
        use Operation::{BatchGetItem, GetItem, Query, Scan, TransactGetItems};
        matches!(
            self,
            GetItem | BatchGetItem | TransactGetItems | Query | Scan
        )
    }

    /// Returns `true` if it consumes write units; `PartiQL` depends on the statement.
    pub(crate) fn writes_items(self) -> bool {
        use Operation::{BatchWriteItem, DeleteItem, PutItem, TransactWriteItems, UpdateItem};
        matches!(
            self,
            PutItem | UpdateItem | DeleteItem | BatchWriteItem | TransactWriteItems
        )
    }

    /// Returns `true` if it carries `PartiQL` statements.
    pub(crate) fn is_partiql(self) -> bool {
        use Operation::{BatchExecuteStatement, ExecuteStatement, ExecuteTransaction};
        matches!(
            self,
            ExecuteStatement | BatchExecuteStatement | ExecuteTransaction
        )
    }

    /// Returns `true` if it may leave part of its `RequestItems` unprocessed.
    pub(crate) fn is_batch(self) -> bool {
        matches!(self, Self::BatchGetItem | Self::BatchWriteItem)
    }

    /// Returns `true` if it is atomic over several items.
    pub(crate) fn is_transaction(self) -> bool {
        use Operation::{ExecuteTransaction, TransactGetItems, TransactWriteItems};
        matches!(
            self,
            TransactGetItems | TransactWriteItems | ExecuteTransaction
        )
    }

    /// Returns `true` if its response comes in pages.
    pub(crate) fn is_paged(self) -> bool {
        matches!(self, Self::Query | Self::Scan)
    }
}
